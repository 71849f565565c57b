"""One file, whatever it is, into a transcript. What may not live here: the insides of any format."""

from __future__ import annotations

from fairlead.core.listening.transcript import captions, docx, objects, plain
from fairlead.core.listening.transcript.cues import BYTES_MAX, Transcript, checked, numbered, refused
from fairlead.core.listening.transcript.decoding import decoded, lines_of
from fairlead.core.listening.transcript.rolling import unrolled


def read(data: bytes) -> Transcript:
    """The talk in a file. Refusal `bad_field` of `file` with facts.why and .line; linear in its length."""
    if len(data) > BYTES_MAX:
        raise refused("too_large", most=BYTES_MAX // 1_000_000)
    if docx.is_zip(data):
        return _of_lines(docx.paragraphs(data), "docx")
    text = decoded(data)
    if not text.strip():
        raise refused("empty")
    if text.lstrip("\ufeff \n\t")[:1] in {"{", "["} and _is_json(text):
        format_, cues, unread = objects.read_objects(text)
        return checked(Transcript(format_, numbered(cues), tuple(unread)))
    return _of_lines(lines_of(text), "")


def _is_json(text: str) -> bool:
    """A bracket may also begin a time: "[00:01] Ana: hello"."""
    start = text.lstrip("\ufeff \n\t")
    return start[0] == "{" or start[1:].lstrip()[:1] in {"{", "[", "]", '"'}


def _of_lines(lines: list[str], format_: str) -> Transcript:
    if captions.is_captions(lines):
        blocks, unread = captions.blocks_of(lines)
        cues = unrolled(captions.cues_of(blocks))
        kind = "vtt" if lines[0].lstrip("\ufeff").startswith("WEBVTT") or not _has_commas(lines) else "srt"
    else:
        kind, cues, unread = plain.read_plain(lines)
    return checked(Transcript(format_ or kind, numbered(cues), tuple(unread)))


def _has_commas(lines: list[str]) -> bool:
    first = next((line for line in lines if "-->" in line), "")
    return "," in first
