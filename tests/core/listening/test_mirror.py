"""What Ana sees of how she listened: the same from every file, nothing about Jonas, and nothing below its minimum."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fairlead.core.listening.look import Look, as_data, look
from fairlead.core.listening.transcript import read
from fairlead.core.listening.turns import passages, turns_of
from fairlead.core.listening.words import KEPT, sentences
from fairlead.core.refusals import Refusal
from fairlead.rooms.listening.weights import models
from tests.core.listening import talk
from tests.core.listening.talk import TALK, WRAPPINGS, clock

DAY = date(2026, 11, 24)


def seen(data: bytes, me: str = "Ana", on: date | None = DAY) -> Look:
    return look(read(data), me=me, models=models(), on=on)


def figures(data: bytes, me: str = "Ana") -> dict[str, dict[str, Any]]:
    return {figure["id"]: figure for figure in as_data(seen(data, me))["figures"]}


def said(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def marks(data: bytes, kind: str, me: str = "Ana") -> list[dict[str, Any]]:
    return [mark for mark in as_data(seen(data, me))["marks"] if mark["kind"] == kind]


def vtt(*lines: tuple[float, float, str, str]) -> bytes:
    blocks = (f"{clock(start)} --> {clock(end)}\n<v {name}>{text}\n" for start, end, name, text in lines)
    return ("WEBVTT\n\n" + "\n".join(blocks)).encode()


@pytest.mark.parametrize("name", WRAPPINGS)
def test_every_wrapping_of_a_talk_gives_the_same_turns_and_questions(name: str) -> None:
    me = "Speaker 0" if name == "deepgram" else "Ana"
    found, expected = seen(WRAPPINGS[name](), me), seen(talk.teams())
    assert [turn.text for turn in found.turns] == [turn.text for turn in expected.turns]
    asked = [[mark.text for mark in one.marks if mark.kind == "question"] for one in (found, expected)]
    assert asked[0] == asked[1]
    assert asked[0][:2] == ["How did the specification go?", "What would have helped you to say it early?"]


@pytest.mark.parametrize("name", ["zoom", "otter", "whisperx"])
def test_teams_zoom_otter_and_whisperx_print_the_same_figures(name: str) -> None:
    def told(data: bytes) -> list[tuple[Any, ...]]:
        return [(f["id"], f["value"], f["status"]) for f in as_data(seen(data))["figures"]]

    assert told(WRAPPINGS[name]()) == told(talk.teams())


def test_a_tag_is_no_question_and_the_other_s_questions_are_not_shown() -> None:
    texts = [mark["text"] for mark in marks(talk.teams(), "question")]
    assert "Right?" not in texts
    assert not any("the rest" in text for text in texts)


def test_what_asks_nothing_is_no_question() -> None:
    asked = ("Who knows?", "So what?", "Who cares?", "You are always welcome.", "What would you change?")
    data = said(*(line for text in asked for line in ("Bo: We saw the list of all boxes.", f"Ana: {text}")))
    assert [mark["text"] for mark in marks(data, "question")] == ["What would you change?"]
    assert marks(data, "request") == []
    assert figures(data)["blame_words"]["value"] == 0


def test_a_question_that_takes_up_what_was_said_shows_the_shared_words() -> None:
    found = next(mark for mark in marks(talk.teams(), "question") if mark["follow_up"])
    assert "early" in found["words"]


@pytest.mark.parametrize("prompt", ["How so?", "Say more.", "Could you say more about that?"])
def test_a_bare_prompt_takes_up_what_was_said(prompt: str) -> None:
    lines = said("Bo: We lost the second supplier in spring and nobody noticed.", f"Ana: {prompt}")
    found = marks(lines, "question")
    assert not found or found[0]["follow_up"]


def test_a_promise_is_a_candidate_with_its_day_and_plain_words_alone_are_none() -> None:
    [found] = marks(talk.teams(), "promise")
    assert (found["due"], found["due_text"], found["certainty"]) == (
        "2026-11-26",
        "until Thursday noon",
        "guess",
    )
    asked, suggested = marks(talk.teams(), "request")
    assert (asked["due"], asked["why"]) == ("2026-11-27", ["could you send"])
    assert (suggested["due"], "let's" in suggested["why"]) == (None, True)
    around = ("Bo: The supplier changed two of the interfaces.", "Bo: That is fine with me then.")
    told = "Ana: If nobody comes we will have a lot of cake."
    assert marks(said(around[0], told, around[1]), "promise") == []
    assert marks(said(around[0], told.replace(" we", " on Friday we"), around[1]), "promise")


def test_without_the_day_of_the_talk_dates_stay_words() -> None:
    data = as_data(seen(talk.teams(), on=None))
    asked, *_suggested = [mark for mark in data["marks"] if mark["kind"] == "request"]
    assert (asked["due"], asked["due_text"]) == (None, "by Friday")


def test_an_ask_is_told_what_would_make_it_clearer() -> None:
    [asked] = marks(said("Bo: And the wiki?", "Ana: Could you clean up the wiki soon?"), "request")
    assert {"vague_date", "vague_standard"} <= set(asked["hints"])


def test_telling_is_counted_as_words_and_the_first_of_it_is_told_in_turns() -> None:
    lines = said(
        "Bo: It broke.", "Ana: That is a pity.", "Bo: Yes, again.", "Ana: You should call the supplier today."
    )
    found = figures(lines)
    assert (found["telling"]["value"], found["telling"]["status"]) == (1, "counted")
    assert found["first_advice"]["value"] == 1
    assert marks(lines, "advice")[0]["why"] == ["you should"]


def test_words_that_sound_like_blame_are_counted_as_words() -> None:
    found = figures(said("Bo: I am late.", "Ana: Why didn\u2019t you call? You never call."))
    assert found["blame_words"]["value"] == 2


def test_below_its_minimum_a_figure_says_why_it_is_not_shown() -> None:
    found = figures(talk.teams())
    assert (found["talk_share"]["value"], found["talk_share"]["reason"]) == (None, "fewer than 300 words")
    assert found["turn_words"]["reason"] == "fewer than 8 turns of yours"
    assert figures(talk.plain())["pauses"]["reason"] == "no reliable end times"


def test_a_figure_is_shown_from_its_minimum_on_and_not_below() -> None:
    def asked(times: int, *more: str) -> dict[str, dict[str, Any]]:
        pair = ("Bo: The supplier lost seven of our boxes.", "Ana: What would you change about the list now?")
        return figures(said(*pair * times, *more))

    assert [asked(times)["turn_words"]["value"] for times in (7, 8)] == [None, 8]
    assert [asked(times)["open_questions"]["value"] is None for times in (7, 8)] == [True, False]
    shares = [asked(19, "Bo:" + " box" * words)["talk_share"]["value"] for words in (14, 15)]
    assert [share is None for share in shares] == [True, False]


def test_only_five_words_can_be_taken_up_and_only_by_the_first_two_sentences() -> None:
    heard, short = "Bo: The supplier lost our boxes.", "Bo: They lost our boxes."
    found = marks(said(heard, "Ana: I see. Where are the boxes now?"), "question")
    assert [mark["follow_up"] for mark in found] == [True]
    late = marks(said(heard, "Ana: I see. That is a pity. Where are the boxes now?"), "question")
    assert [mark["follow_up"] for mark in late] == [False]
    assert [
        mark["follow_up"] for mark in marks(said(short, "Ana: Where are the boxes now?"), "question")
    ] == [False]


def talked(times: int, *, gap: float = 2.0, overlap: float = 0.0) -> bytes:
    lines: list[tuple[float, float, str, str]] = []
    for number in range(times):
        at = number * 20.0
        lines.append((at, at + 8, "Bo", "I worked on the plan for the harbour all week and it is long now."))
        lines.append(
            (
                at + 8 + gap - overlap,
                at + 14,
                "Ana",
                "What part of the plan was the hardest for you to write?",
            )
        )
    return vtt(*lines)


def test_the_share_of_talking_is_of_time_where_there_is_time() -> None:
    timed = figures(talked(14))["talk_share"]
    assert (timed["value"], timed["measured"]) == (0.33, "seconds")
    assert (
        figures(said(*[f"{n}: one two three four five six" for n in ("Ana", "Bo") * 40]))["talk_share"][
            "value"
        ]
        == 0.5
    )


def test_pauses_are_those_of_a_second_and_a_half() -> None:
    found = figures(talked(12))["pauses"]
    assert (found["value"], found["median_seconds"], found["status"]) == (12, 2.0, "counted")
    assert figures(talked(12, gap=1.0))["pauses"]["value"] == 0


def test_ends_that_only_touch_the_next_beginning_are_not_trusted() -> None:
    assert figures(talked(12, gap=0.0))["pauses"]["reason"] == "no reliable end times"


def test_who_starts_while_the_other_still_speaks_sees_where() -> None:
    found = figures(talked(12, gap=0.0, overlap=1.0))["overlaps"]
    assert (found["value"], found["note"]) == (12, "some may be support")
    assert figures(talked(12, gap=0.0, overlap=0.2))["overlaps"]["value"] == 12


def test_an_acknowledgement_does_not_break_a_turn() -> None:
    cues = read(
        said("Ana: One thing.", "Bo: Mm-hm.", "Bo: Yes.", "Ana: And another.", "Bo: Right, so tell me.")
    ).cues
    assert [(turn.speaker, turn.text) for turn in turns_of(cues)] == [
        ("Ana", "One thing. And another."),
        ("Bo", "Right, so tell me."),
    ]
    both = vtt(
        (0, 1, "Bo", "One."), (1, 2, "Ana", "Right."), (2, 3, "Bo", "Yes."), (3, 4, "Ana", "So do it.")
    )
    assert [turn.text for turn in turns_of(read(both).cues)] == ["One. Yes.", "So do it."]
    late = vtt(
        (0, 1, "Bo", "One."), (3, 4, "Ana", "Right."), (4, 5, "Bo", "Yes."), (5, 6, "Ana", "So do it.")
    )
    assert [turn.text for turn in turns_of(read(late).cues)] == ["One.", "Right. So do it."]


def test_what_goes_on_behind_a_murmur_is_looked_at_anew_but_a_promise_keeps_its_day() -> None:
    lines = (
        "Bo: The supplier changed two of the interfaces.",
        "Ana: So they changed the interfaces.",
        "Bo: Yeah.",
        "Ana: What did that do to your plan?",
        "Bo: Mm-hmm.",
        "Ana: I'll send you the list",
        "Bo: Okay.",
        "Ana: by Friday.",
        "Bo: That is fine with me, thank you.",
    )
    turn = turns_of(read(said(*lines)).cues)[1]
    parts = [
        (turn.text[begins:ends], before, after)
        for begins, ends, before, after in passages(turn, is_punctuated=True)
    ]
    assert parts == [
        ("So they changed the interfaces.", "", "Yeah."),
        ("What did that do to your plan?", "Yeah.", "Mm-hmm."),
        ("I'll send you the list", "Mm-hmm.", "Okay."),
        ("by Friday.", "Okay.", ""),
    ]
    assert [mark["text"] for mark in marks(said(*lines), "question")] == ["What did that do to your plan?"]
    assert marks(said(*lines), "promise")[0]["due"] == "2026-11-27"


def test_a_mark_inside_a_word_or_a_number_ends_no_sentence() -> None:
    text = "Was it 3.5 dollars? Or v2.1, e.g. that one? Ask Dr. Weber. Fine"
    assert sentences(text) == ["Was it 3.5 dollars?", "Or v2.1, e.g. that one?", "Ask Dr. Weber.", "Fine"]


def test_a_silence_of_two_seconds_ends_a_turn() -> None:
    cues = read(
        vtt((0, 1, "Ana", "One."), (2.5, 3, "Ana", "Two."), (5.1, 6, "Ana", "Three."), (6, 7, "Bo", "No."))
    ).cues
    assert [turn.text for turn in turns_of(cues)] == ["One. Two.", "Three.", "No."]


def test_nothing_is_made_of_the_other_but_words_seconds_and_turns() -> None:
    data = as_data(seen(talk.teams()))
    cues = {cue.id: cue.speaker for cue in seen(talk.teams()).transcript.cues}
    assert {cues[mark["cue"]] for mark in data["marks"] + data["pickups"]} == {talk.ANA}
    assert set(data["source"]["speakers"][1]) == {"name", "words", "seconds", "turns"}


def test_another_language_gets_only_what_can_be_counted() -> None:
    lines = said(
        *("Ana: Was hat dir dabei geholfen?", "Bo: Ich habe den Plan noch einmal von vorne geschrieben.") * 6
    )
    data = as_data(seen(lines))
    assert not data["source"]["english"]
    assert {mark["kind"] for mark in data["marks"]} == {"question"}
    assert figures(lines)["questions"]["value"] == 6
    assert figures(lines)["readbacks"]["reason"] == "only in English"


def test_without_marks_a_question_is_a_guess() -> None:
    lines = said(
        *("Ana: how did you find out about that", "Bo: i looked at the numbers again this morning") * 6
    )
    found = figures(lines)["questions"]
    assert (found["status"], found["value"]) == ("guess", 6)


def test_a_name_nobody_has_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Refusal) as refused:
        seen(talk.teams(), me="Olga")
    assert refused.value.facts["names"] == [talk.ANA, talk.JONAS]


def hour(cues: int) -> bytes:
    """As long as that, of the sentences of the talk."""
    lines = (TALK[number % len(TALK)] for number in range(cues))
    return "\n".join(f"{one.name}: {one.text}" for one in lines).encode()


@pytest.mark.parametrize(
    "make",
    [
        lambda n: b"Ana: " + b"so you " * (n * 10) + b"\nBo: ok then yes",
        lambda n: b"Ana: ? ! . what\nBo: hi\n" * n,
        lambda n: b"Ana: you and I and the one who did it, as it is\n" * (n * 3) + b"Ana: at a.b\nBo: hi",
        lambda n: b"".join(b"Ana: Thank you for the %d.\n" % k for k in range(n * 10)) + b"Bo: hi",
    ],
)
def test_strange_words_take_no_longer(make: Callable[[int], bytes]) -> None:
    started = time.process_time()
    seen(make(600))
    assert time.process_time() - started < 2


def test_ten_times_as_long_takes_about_ten_times_as_long() -> None:
    seen(hour(100))
    took = []
    for cues in (600, 6_000):
        started = time.process_time()
        seen(hour(cues))
        took.append(time.process_time() - started)
    assert took[1] < 25 * took[0]


def test_no_word_of_a_talk_stays_behind() -> None:
    seen(talk.teams())
    assert {memory.cache_info().currsize for memory in KEPT} == {0}
