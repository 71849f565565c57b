"""A transcript as one short text, and back: how a page carries it along, so that nothing of it is kept anywhere else.

What lives here: the form of that text, and its limits. What may not: files, anything that keeps."""

from __future__ import annotations

import base64
import bz2
import json
import math
from typing import Any, Final

from fairlead.core.listening.transcript.cues import Cue, Transcript, Unread, checked, numbered, refused

UNPACKED_MAX: Final = 24_000_000
"""Bytes: more than five million signs of talk in fifty thousand pieces ever make."""


def pack(transcript: Transcript) -> str:
    """Letters, digits, - and _ only: a form carries it as it is."""
    cues = [[cue.id, cue.start, cue.end, cue.speaker, cue.text] for cue in transcript.cues]
    unread = [[one.line, one.text] for one in transcript.unread]
    whole = json.dumps([transcript.format, cues, unread], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(bz2.compress(whole.encode("utf-8", "replace"))).decode()


def unpack(text: str) -> Transcript:
    """The same transcript. Refusal `bad_field` of `file` for what was not packed here, or unpacks to far more than a talk."""
    try:
        format_, cues, unread = _whole(text)
        made = [_cue(*cue) for cue in cues]
        left = tuple(Unread(int(line), str(words)) for line, words in unread)
        return checked(Transcript(str(format_), numbered(made), left))
    except (ValueError, TypeError, OSError, RecursionError):
        raise refused("packed") from None


def _whole(text: str) -> Any:
    unzip = bz2.BZ2Decompressor()
    data = unzip.decompress(base64.urlsafe_b64decode(text.encode("ascii")), UNPACKED_MAX)
    if not unzip.eof:
        raise ValueError("more than a talk, or not all of it")
    return json.loads(data)


def _cue(id_: Any, start: Any, end: Any, speaker: Any, text: Any) -> Cue:
    if not all(isinstance(one, str) for one in (id_, speaker, text)):
        raise TypeError("no words")
    return Cue(id_, _time(start), _time(end), speaker, text)


def _time(value: Any) -> float | None:
    seconds = None if value is None else float(value)
    if seconds is not None and not math.isfinite(seconds):
        raise ValueError("no moment")
    return seconds
