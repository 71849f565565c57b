"""The places behind the figures, what is left when one is corrected, and a talk carried as one short text."""

from __future__ import annotations

import base64
import bz2
import json

import pytest

from fairlead.core.listening.look import Look, look
from fairlead.core.listening.places import Corrected, corrected
from fairlead.core.listening.transcript import pack, read, renamed, unpack
from fairlead.core.listening.transcript.packing import UNPACKED_MAX
from fairlead.core.listening.words import stem, tokens
from fairlead.core.refusals import Refusal
from fairlead.rooms.listening.queries.look import MADE_UP, made_up
from fairlead.rooms.listening.weights import models
from tests.core.listening import talk


@pytest.fixture(scope="module")
def ruth() -> Look:
    return look(made_up("listens"), me="Ruth", models=models())


def figure(seen: Corrected, name: str):
    return next(one for one in seen.figures if one.id == name)


WONDERING = """Bo: Yes, that is it. It is easier to work around things than to ask a third time.
Ruth: I was wondering what you would do about the third scanner then. Tell me about the last time this happened.
"""


@pytest.mark.parametrize("is_wondering", [False, True])
def test_every_figure_with_a_number_of_places_opens_that_many(ruth: Look, *, is_wondering: bool) -> None:
    wondering = look(read((WONDERING * 9).encode()), me="Ruth", models=models())
    assert any(mark.kind == "question" for mark in wondering.marks), "a guess, without its mark"
    seen = corrected(wondering if is_wondering else ruth)
    for one in seen.figures:
        places = seen.behind(one)
        if one.id in ("questions", "telling", "blame_words", "pauses", "overlaps") and one.value is not None:
            assert len(places) == one.value, one.id
        if one.id == "open_questions" and one.value is not None:
            assert sum(bool(place.mark.open) for place in places if place.mark) == round(one.value * one.n)
        assert all(place.turn.speaker == "Ruth" for place in places)
        assert all(place.before is None or place.before.speaker != "Ruth" for place in places)


@pytest.mark.parametrize("name", ["questions", "pauses", "readbacks", "thanks", "follow_ups"])
def test_what_is_no_such_place_is_counted_no_more(ruth: Look, name: str) -> None:
    before = corrected(ruth)
    places = before.behind(figure(before, name))
    after = corrected(ruth, [places[0].key])
    assert [place.key for place in after.behind(figure(after, name))] == [place.key for place in places[1:]]
    if figure(before, name).value is not None:
        assert figure(after, name).value == figure(before, name).value - 1


def test_a_question_is_the_other_way_and_a_telling_takes_its_advice_along() -> None:
    seen = corrected(look(made_up("tells"), me="Ruth", models=models()))
    asked = seen.behind(figure(seen, "open_questions"))[0]
    turned = corrected(seen.seen, [asked.key])
    again = turned.behind(figure(turned, "open_questions"))[0]
    assert asked.mark
    assert again.mark
    assert again.mark.open is not asked.mark.open
    first = seen.behind(figure(seen, "telling"))[0]
    assert seen.behind(figure(seen, "first_advice"))[0].cue == first.cue
    without = corrected(seen.seen, [first.key])
    assert without.behind(figure(without, "first_advice"))[0].cue != first.cue


def test_the_good_moment_takes_up_what_was_said_and_tells_nobody_what_to_do(ruth: Look) -> None:
    found = corrected(ruth).good_moment()
    assert found is not None
    place, pickup = found
    assert place.turn.speaker == "Ruth"
    assert place.before is not None
    assert pickup.words


def test_the_two_made_up_talks_show_what_they_are_for() -> None:
    listens, tells = (corrected(look(made_up(name), me="Ruth", models=models())) for name in MADE_UP)
    assert figure(listens, "questions").value > figure(tells, "questions").value
    assert figure(listens, "telling").value == 0
    assert figure(tells, "telling").value >= 6
    assert figure(listens, "talk_share").value < figure(tells, "talk_share").value
    assert len(listens.behind(figure(listens, "readbacks"))) >= 1
    assert figure(tells, "overlaps").value >= 1


@pytest.mark.parametrize("name", sorted(talk.WRAPPINGS))
def test_a_talk_comes_out_of_a_page_as_it_went_in(name: str) -> None:
    transcript = read(talk.WRAPPINGS[name]())
    packed = pack(transcript)
    assert set(packed) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=")
    assert unpack(packed) == transcript


def _packed(value: object) -> str:
    return base64.urlsafe_b64encode(bz2.compress(json.dumps(value).encode())).decode()


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "é", "AAAA", _packed([]), _packed(["vtt", [["1", 0, 1, "Ana", 5]], []]),
        _packed(["vtt", [["1", float("nan"), 1, "Ana", "hi"]], []]), _packed(["vtt", [["1", 0, 1, "Ana"]], []]),
        _packed({"a": 1}), pack(read(talk.plain()))[:-40],
        base64.urlsafe_b64encode(bz2.compress(b"[" * (UNPACKED_MAX + 10))).decode(),
        base64.urlsafe_b64encode(bz2.compress(b"[" * 100_000)).decode(),
    ],
    ids=range(12),
)  # fmt: skip
def test_what_no_page_of_ours_packed_is_refused_in_a_word(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        unpack(text)
    assert refused.value.facts["why"] == "packed"


def test_names_become_one_or_change_places() -> None:
    transcript = read(talk.teams())
    swapped = renamed(transcript, {talk.ANA: talk.JONAS, talk.JONAS: talk.ANA})
    assert [cue.speaker for cue in swapped.cues[:2]] == [talk.JONAS, talk.ANA]
    assert [one.name for one in renamed(transcript, {talk.JONAS: talk.ANA}).speakers] == [talk.ANA]


def test_no_word_stays_behind_in_what_was_kept_to_be_quick() -> None:
    look(read(talk.teams()), me="Ana", models=models())
    assert tokens.cache_info().currsize == stem.cache_info().currsize == 0
    with pytest.raises(Refusal):
        look(read(talk.teams()), me="Nobody", models=models())
    assert tokens.cache_info().currsize == 0
