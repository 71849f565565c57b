"""One talk reads the same from every file; what cannot be read is told; what means harm is refused with a sentence."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.listening.transcript import BYTES_MAX, CUES_MAX, Transcript, read
from fairlead.core.refusals import Refusal
from tests.core.listening import talk
from tests.core.listening.talk import TALK, WRAPPINGS, clock, docx, zipped


def said_by(transcript: Transcript) -> list[tuple[str, str]]:
    """Speaker by speaker, what they say, joined as long as one speaks."""
    turns: list[tuple[str, str]] = []
    for cue in transcript.cues:
        if turns and turns[-1][0] == cue.speaker:
            turns[-1] = (cue.speaker, f"{turns[-1][1]} {cue.text}")
        else:
            turns.append((cue.speaker, cue.text))
    return turns


def why(data: bytes) -> tuple[str, int | None]:
    with pytest.raises(Refusal) as refused:
        read(data)
    assert (refused.value.code, refused.value.field) == ("bad_field", "file")
    return refused.value.facts["why"], refused.value.facts["line"]


@pytest.mark.parametrize("name", WRAPPINGS)
def test_every_wrapping_of_a_talk_says_the_same_words_by_the_same_people(name: str) -> None:
    transcript = read(WRAPPINGS[name]())
    names = {talk.ANA: "Speaker 0", talk.JONAS: "Speaker 1"} if name == "deepgram" else {}
    expected = [(names.get(said.name, said.name), said.text) for said in TALK]
    assert said_by(transcript) == expected
    assert transcript.words == sum(len(said.text.split()) for said in TALK)
    assert transcript.is_punctuated


@pytest.mark.parametrize("name", ["teams", "zoom", "srt", "older", "whisperx", "assemblyai", "deepgram"])
def test_what_has_two_times_is_timed(name: str) -> None:
    transcript = read(WRAPPINGS[name]())
    assert transcript.is_timed
    assert [(cue.start, cue.end) for cue in transcript.cues] == [(said.start, said.end) for said in TALK]


@pytest.mark.parametrize("name", ["plain", "otter", "meet", "docx", "saved"])
def test_what_has_one_time_or_none_is_not(name: str) -> None:
    assert not read(WRAPPINGS[name]()).is_timed


def test_the_identifier_of_a_cue_is_kept() -> None:
    assert read(talk.teams()).cues[1].id == "8a3f-11/11-0"
    assert read(talk.plain()).cues[1].id == "2"


def test_what_belongs_to_nobody_is_told_with_its_line() -> None:
    unread = read(talk.meet()).unread
    assert [(one.line, one.text[:24]) for one in unread] == [
        (16, "Meeting ended after 00:0"),
        (17, "This editable transcript"),
    ]


def test_notes_and_styles_are_not_said_and_a_stray_line_is_told() -> None:
    text = "WEBVTT - a talk\n\nNOTE made by hand\nin two lines\n\nSTYLE\n::cue {}\n\nstray\n\n00:01.000 --> 00:02.000\nAna: Hi\n"
    transcript = read(text.encode())
    assert [cue.text for cue in transcript.cues] == ["Hi"]
    assert [(one.line, one.text) for one in transcript.unread] == [(9, "stray")]


def test_two_voices_in_one_cue_are_two() -> None:
    text = "WEBVTT\n\na\n00:00.000 --> 00:04.000\n<v Ana>Ready?\n<v.loud Bo Li>Yes, <i>ready</i>.\n"
    cues = read(text.encode()).cues
    assert [(cue.speaker, cue.text) for cue in cues] == [("Ana", "Ready?"), ("Bo Li", "Yes, ready.")]
    assert cues[0].end == cues[1].start


def test_a_name_may_have_a_colon_and_a_word_before_a_colon_is_no_name() -> None:
    lines = "Ana: PM: Good morning.\nBo: Here is the thing: it works.\nAna: PM: And the other thing: when?\nBo: Today."
    transcript = read(lines.encode())
    assert said_by(transcript) == [
        ("Ana: PM", "Good morning."),
        ("Bo", "Here is the thing: it works."),
        ("Ana: PM", "And the other thing: when?"),
        ("Bo", "Today."),
    ]


def test_a_line_that_goes_on_belongs_to_who_spoke() -> None:
    assert said_by(read(b"Ana: One.\nAnd so: two.\n\nBo: Three.")) == [
        ("Ana", "One. And so: two."),
        ("Bo", "Three."),
    ]


def test_a_missing_head_or_latin_1_is_no_matter() -> None:
    text = "00:00:01.000 --> 00:00:02.000\nJos\u00e9: Ol\u00e1\n"
    assert said_by(read(text.encode("latin-1"))) == [("Jos\u00e9", "Ol\u00e1")]
    assert said_by(read(text.encode("utf-16"))) == [("Jos\u00e9", "Ol\u00e1")]


def test_no_speakers_is_a_clear_no() -> None:
    assert why(b"WEBVTT\n\n00:01.000 --> 00:02.000\nhello there\n")[0] == "no_speakers"
    assert why(b"hello there\nhow are you\n")[0] == "no_speakers"
    assert (
        why(json.dumps({"segments": [{"start": 0, "end": 1, "text": "hello"}]}).encode())[0] == "no_speakers"
    )


def test_marks_that_turn_a_line_around_or_cannot_be_seen_are_taken_out() -> None:
    cues = read("Ana\u202e: one\u200b two\u0007 \u2067three\nBo: four".encode()).cues
    assert (cues[0].speaker, cues[0].text) == ("Ana", "one two three")


def test_a_script_in_a_voice_tag_is_only_a_name() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v <script>alert(1)</script>>Hello</v>\n"
    cue = read(text.encode()).cues[0]
    assert "Hello" in cue.text
    assert "alert(1)" in cue.speaker + cue.text


def test_a_name_that_is_a_formula_stays_a_name() -> None:
    cues = read(b'WEBVTT\n\n00:01.000 --> 00:02.000\n<v =HYPERLINK("x")>Hello</v>\n').cues
    assert cues[0].speaker == '=HYPERLINK("x")'


def test_a_truncated_file_reads_as_far_as_it_goes_and_tells_the_rest() -> None:
    whole = talk.teams().decode()
    transcript = read(whole[: whole.rindex("<v")].encode())
    assert len(transcript.cues) == len(TALK) - 1
    assert transcript.unread[-1].text.startswith(clock(TALK[-1].start))
    named_above = [f"{clock(n)} --> {clock(n + 1)}\nAna Lima\nHello {n}\n\n" for n in range(12)]
    transcript = read("".join([*named_above, "00:00:30.000 --> 00:00:31.000"]).encode())
    assert (len(transcript.cues), [one.line for one in transcript.unread]) == (12, [49])
    assert why(talk.docx()[:-40]) == ("truncated", None)
    assert why(talk.whisperx()[:-20])[0] == "json"


def entities() -> bytes:
    bomb = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    return docx(iter(["Ana   0:01", "Hello"]), more=bomb)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
        (b"x" * (BYTES_MAX + 1), "too_large"),
        (b"Ana: " + b"word " * 900_000, "long_line"),
        (b"{" * 100_000, "json"),
        (b"[" * 100_000, "json"),
        (b'{"segments": 5}', "shape"),
        (b'{"results": {"channels": [{"alternatives": [{}]}]}}', "shape"),
        (b'{"results": {"channels": {"0": 1}}}', "shape"),
        (zipped({"word/document.xml": " " * 20_000_000}), "bomb"),
        (zipped({"xl/workbook.xml": "<x/>"}), "no_document"),
        (zipped({"word/document.xml": "<w:p>"}), "xml"),
        (entities(), "entities"),
        (b"PK\x03\x04" + bytes(100), "truncated"),
        (b"Ana: hi\n" * (CUES_MAX + 1), "cues"),
        (b"".join(b"Ana%c%c: hi\n" % (97 + n // 26, 97 + n % 26) for n in range(101)), "speakers"),
        (b"99:00:00.000 --> 99:00:01.000\nAna: hi\n", "hours"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_hostile_file_is_refused_at_once(data: bytes, expected: str) -> None:
    started = time.process_time()
    assert why(data)[0] == expected
    assert time.process_time() - started < 2


def read_or_refused(data: bytes) -> str:
    """How it was read, or why not."""
    try:
        return read(data).format
    except Refusal as refusal:
        return str(refusal.facts["why"])


@pytest.mark.parametrize(
    "make",
    [
        lambda n: b"Ana: hi\nBo: hello there\n" * (n // 2),
        lambda n: b"".join(b"%s --> %s\nAna: hi\n\n" % (clock(i).encode(), clock(i + 1).encode()) for i in range(n)),
        lambda n: b"<v " * n,
        lambda n: b"A b: " * n + b"\n",
        lambda n: b"0:01 0:01 " * n,
        lambda n: b"00:00:01.000 --> 00:00:02.000 " * n + b"\n",
        lambda n: b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>" + b"and on\n" * n * 20,
        lambda n: b"Ana: hi\n" + b"and on it goes\n" * n * 20,
        lambda n: docx(iter(["Ana   0:01", "".join(f"{n:x}&{n:o}" for n in range(n * 20))])),
    ],
)  # fmt: skip
def test_reading_takes_time_in_proportion(make: Callable[[int], bytes]) -> None:
    data = make(5_000)
    started = time.process_time()
    assert read_or_refused(data)
    assert time.process_time() - started < 2


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert read_or_refused(data)


@given(st.text(alphabet=st.sampled_from("Ana:<v> \n0123.-\u2028{}[]\"'"), max_size=200))
def test_any_signs_of_a_transcript_are_read_or_refused(text: str) -> None:
    assert read_or_refused(text.encode())
