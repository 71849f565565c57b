"""The hash chain: spelled as RFC 8785, hashed as SECURITY-MODEL.md says, and whole after words were erased."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as some

from fairlead.core.journal import NO_HEAD, canonical, line_hash, words_hash, write_at
from fairlead.core.promise.journal import Move, replay
from tests.core.promise.cast import ALICE, MONDAY, PROMISE, Story, everywhere, in_gap, on, told

SALT = bytes(range(32))
WHOLE_NUMBERS = some.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
KEYS = some.text(some.characters(codec="ascii"))
JSON = some.recursive(
    some.none() | some.booleans() | WHOLE_NUMBERS | some.text(some.characters(exclude_categories=["Cs"])),
    lambda inner: some.lists(inner) | some.dictionaries(KEYS, inner),
)


def chain(moves: tuple[Move, ...], texts: dict[int, str | None]) -> list[str]:
    heads = [NO_HEAD]
    for move in moves:
        heads.append(line_hash(move, prev=heads[-1], text=texts[move.number]))
    return heads[1:]


def texts_of(story: Story) -> dict[int, str | None]:
    return {move.number: words_hash(move.words, SALT) for move in story.moves}


@given(JSON)
@example({"b": [True, None, 1], "a": {}})
@example('\b\t\n\f\r"\\/\x00\x1f\x7f\u2028\u00e9\U0001f600')
@example({"": 0, "A": 1, "a": 2, "_": 3})
def test_every_text_has_one_spelling_the_one_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_a_number_that_is_not_whole_has_no_place_in_it() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))


@pytest.mark.parametrize("story", everywhere().values(), ids=told)
def test_whatever_the_law_writes_is_spelled_as_rfc_8785(story: Story) -> None:
    for move in story.moves:
        assert canonical(dict(move.data)) == rfc8785.dumps(dict(move.data))
        assert canonical(move.words) == rfc8785.dumps(move.words)  # type: ignore[arg-type]
        assert json.loads(canonical(dict(move.data))) == move.data


def test_a_move_is_hashed_as_the_security_model_says() -> None:
    """Written out by hand, so that nobody changes the chain without noticing."""
    at = datetime(2026, 11, 23, 9, 30, 0, 5, tzinfo=timezone(timedelta(hours=1)))
    words = {"text": "Zoë, bitte", "terms": {"outcome": "x"}}
    text = sha256(SALT + '{"terms":{"outcome":"x"},"text":"Zoë, bitte"}'.encode()).hexdigest()
    assert words_hash(words, SALT) == text
    line = (
        '{"act":"note","at":"2026-11-23T08:30:00.000005Z","by":"00000000-0000-0000-0000-0000000a11ce",'
        '"data":{"conditions":[1,3]},"number":7,"prev":"' + "0" * 64 + '",'
        '"promise":"0193a2c4-7b3e-7c11-8f6d-2b9f5f0a1c77","text":"' + text + '","version":2}'
    )
    move = Move(PROMISE, 7, "note", ALICE, at, 2, {"conditions": [1, 3]}, words)
    head = line_hash(move, prev=NO_HEAD, text=text)
    assert head == sha256(line.encode()).hexdigest()
    assert head == "5e303f229faa1e161260fd218516d5255aa2509ce0edeae82cb50b81f2a5d779"
    assert text == "a977e62029ebb1f0c2f6d84aea53f35d4b7f2d91b777dfa6d659224b467f908f"


def test_a_move_without_words_hashes_no_text() -> None:
    assert words_hash(None, SALT) is None
    assert words_hash({"text": "x"}, None) is None
    move = Move(PROMISE, 1, "thank", ALICE, MONDAY, 1, {}, None)
    line = {
        "prev": NO_HEAD,
        "promise": str(PROMISE),
        "number": 1,
        "act": "thank",
        "by": str(ALICE),
        "at": "2026-11-23T08:00:00.000000Z",
        "version": 1,
        "data": {},
        "text": None,
    }
    assert line_hash(move, prev=NO_HEAD, text=None) == sha256(rfc8785.dumps(line)).hexdigest()


@given(some.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(9000, 1, 1)))  # noqa: DTZ001
def test_a_moment_in_the_chain_is_in_utc_with_six_decimals(wall: datetime) -> None:
    at = wall.replace(tzinfo=UTC)
    text = write_at(at.astimezone(timezone(timedelta(hours=-5, minutes=-30))))
    assert len(text) == len("2026-11-23T08:00:00.000000Z")
    assert text.endswith("Z")
    assert datetime.fromisoformat(text) == at


@pytest.mark.parametrize("story", everywhere().values(), ids=told)
def test_erasing_every_word_leaves_the_chain_whole_and_the_stage_where_it_was(story: Story) -> None:
    texts = texts_of(story)
    erased = tuple(replace(move, words=None) for move in story.moves)
    assert chain(erased, texts) == chain(story.moves, texts)
    after, before = replay(erased), story.promise
    assert (after.stage, after.spoke_last, after.ball) == (before.stage, before.spoke_last, before.ball)
    assert (after.version, after.in_force, after.written) == (before.version, before.in_force, before.written)
    assert (after.check_by, after.gap, after.fix_by, after.at_risk) == (
        before.check_by,
        before.gap,
        before.fix_by,
        before.at_risk,
    )
    assert after.terms.due == before.terms.due
    assert len(after.terms.standard) == len(before.terms.standard)


@pytest.mark.parametrize("story", everywhere().values(), ids=told)
def test_no_word_anybody_wrote_is_hashed_without_salt(story: Story) -> None:
    for move in story.moves:
        data = canonical(dict(move.data)).decode()
        assert "Said after" not in data
        assert "This came up" not in data
        assert "warehouse" not in data
        if move.words is not None:
            assert words_hash(move.words, SALT) != words_hash(move.words, SALT[::-1])


CHANGES: list[dict[str, Any]] = [
    {"act": "thank"},
    {"by": PROMISE},
    {"at": MONDAY + timedelta(microseconds=1)},
    {"version": 9},
    {"number": 9},
    {"of": ALICE},
    {"data": {"date": "2026-11-24T12:00:00+01:00[Europe/Berlin]"}},
]


@pytest.mark.parametrize("change", CHANGES, ids="".join)
def test_whoever_rewrites_one_thing_of_a_move_changes_every_head_after_it(change: dict[str, Any]) -> None:
    story = in_gap(fix_by=on(MONDAY + timedelta(days=7)))
    texts = texts_of(story)
    texts[9] = texts[2]
    honest = chain(story.moves, texts)
    for index in range(len(story.moves)):
        moves = list(story.moves)
        moves[index] = replace(moves[index], **change)
        forged = chain(tuple(moves), texts)
        assert forged[:index] == honest[:index]
        assert all(mine != theirs for mine, theirs in zip(forged[index:], honest[index:], strict=True))


def test_whoever_rewrites_words_changes_the_head() -> None:
    story = in_gap()
    texts = texts_of(story)
    honest = chain(story.moves, texts)
    words = {**(story.moves[0].words or {}), "text": "and by Thursday"}
    assert chain(story.moves, {**texts, 1: words_hash(words, SALT)})[0] != honest[0]


def test_the_same_thing_said_by_the_same_person_is_the_same_wherever_and_whenever() -> None:
    move = Move(PROMISE, 7, "note", ALICE, MONDAY, 2, {"conditions": [1]}, {"text": "x"})
    elsewhere = Move(
        ALICE, 8, "note", ALICE, MONDAY + timedelta(days=1), 3, {"conditions": [1]}, {"text": "x"}
    )
    assert move.says_the_same(elsewhere)
    for change in ({"act": "ask"}, {"by": PROMISE}, {"data": {}}, {"words": None}):
        assert not move.says_the_same(replace(elsewhere, **change))
