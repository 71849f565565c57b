"""Two at once, a lost connection, somebody at the tables: one true journal, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from fairlead.core.journal import NO_HEAD, line_hash, words_hash
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_id
from fairlead.doors.journal.book import lines_after
from fairlead.rooms.conversations.actions.append import STANDS, standing_of
from fairlead.rooms.conversations.actions.begin import Wanted, begin
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.conversations.models import Standing, Step, Words
from fairlead.rooms.conversations.queries.show import show, tag_of
from fairlead.rooms.conversations.queries.stored import BOOK, journal
from tests.rooms.promises.test_at_once import at_once, lost_once
from tests.rooms.promises.world import World, the_world


@pytest.fixture
def world(committed: None) -> World:
    return the_world()


def joined(world: World) -> UUID:
    promise = world.promised()
    talk = begin(viewer=world.dan, wanted=Wanted(promise=promise.id), at=world.at)
    say(world, world.dan, talk.id, "invite", purpose="x", mode="days")
    say(world, world.alice, talk.id, "join")
    return talk.id


def say(world: World, who: Viewer, talk: UUID, act: str, version: int | None = None, **facts: Any) -> Any:
    world.at += timedelta(minutes=1)
    return take_step(viewer=who, conversation=talk, act=act, version=version, facts=facts, at=world.at)


def is_whole(talk: UUID, organisation: UUID) -> bool:
    """The chain verifies, every text is the one that was hashed, and what stands is what the journal says."""
    found = journal(talk, organisation=organisation)
    assert found is not None
    salts = {row.number: bytes(row.salt) for row in Words.objects.filter(conversation_id=talk)}
    prev = NO_HEAD
    for kept in found.kept:
        if kept.line.words is not None:
            assert words_hash(kept.line.words, salts[kept.line.number]) == kept.text_hash
        prev = line_hash(kept.line, prev=prev, text=kept.text_hash)
        assert prev == kept.hash
    [row] = sql.rows(
        f"SELECT {', '.join(STANDS.columns)} FROM conversations_standing WHERE conversation_id = %s",
        [sql.put_id(talk)],
    )
    wanted = standing_of(found, organisation=organisation)
    return list(map(str, row)) == [str(wanted[column]) for column in STANDS.columns]


def test_both_write_their_picture_at_the_same_moment_and_neither_is_lost(world: World) -> None:
    talk = joined(world)
    at_once(
        *(
            lambda who=who: say(world, who, talk, "state_picture", text=who.name, was_a_yes=True)
            for who in (world.alice, world.dan)
        )
    )
    assert list(
        Step.objects.filter(act="state_picture").values_list("number", flat=True).order_by("number")
    ) == [4, 5]
    assert is_whole(talk, world.alice.organisation)


def test_of_two_answers_to_one_version_one_is_stale(world: World) -> None:
    talk = joined(world)
    answers = at_once(
        lambda: say(world, world.alice, talk, "pause", 2, date="2026-12-01"),
        lambda: say(world, world.dan, talk, "pause", 2, date="2026-12-02"),
    )
    assert sorted(one if isinstance(one, str) else "taken" for one in answers) == ["stale_terms", "taken"]
    assert is_whole(talk, world.alice.organisation)


def test_a_double_press_begins_one_and_joins_once(world: World) -> None:
    promise, id_ = world.promised(), new_id()
    wanted = Wanted(promise=promise.id)
    made = at_once(*[lambda: begin(viewer=world.dan, wanted=wanted, at=world.at, conversation=id_)] * 2)
    assert [one.id for one in made] == [id_, id_]
    with pytest.raises(Refusal, match="busy"):
        begin(viewer=world.alice, wanted=wanted, at=world.at, conversation=id_)
    say(world, world.dan, id_, "invite", purpose="x", mode="days")
    at_once(*[lambda: say(world, world.alice, id_, "join")] * 2)
    assert Step.objects.filter(act="join").count() == 1
    assert is_whole(id_, world.alice.organisation)


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_step_whose_connection_is_lost_is_taken_once(
    world: World, monkeypatch: pytest.MonkeyPatch, is_committed: bool
) -> None:
    talk = joined(world)
    with lost_once(monkeypatch, is_committed=is_committed):
        shown = say(world, world.dan, talk, "state_picture", text="x", was_a_yes=True)
    assert shown.version == 3
    assert Step.objects.filter(act="state_picture").count() == 1
    assert is_whole(talk, world.alice.organisation)


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_beginning_whose_connection_is_lost_begins_once(
    world: World, monkeypatch: pytest.MonkeyPatch, is_committed: bool
) -> None:
    promise = world.promised()
    with lost_once(monkeypatch, is_committed=is_committed):
        shown = begin(viewer=world.dan, wanted=Wanted(promise=promise.id), at=world.at)
    assert Standing.objects.get().conversation_id == shown.id
    assert Step.objects.count() == 1


CHANGES = (
    "UPDATE conversations_step SET by_id = by_id",
    "DELETE FROM conversations_step",
    "INSERT OR REPLACE INTO conversations_step SELECT * FROM conversations_step",
    "TRUNCATE conversations_step",
)


def test_no_step_is_changed_or_taken_away_in_the_database_itself(world: World) -> None:
    joined(world)
    for change in CHANGES[:3] if connection.vendor == "sqlite" else (*CHANGES[:2], CHANGES[3]):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    assert Step.objects.count() == 3


def test_a_higher_room_follows_the_steps_in_their_order(world: World) -> None:
    talk = joined(world)
    steps = lines_after(BOOK, 0, limit=10, at=world.at)
    assert [(one.act, one.number, one.of) for one in steps] == [
        ("begin", 1, talk),
        ("invite", 2, talk),
        ("join", 3, talk),
    ]
    assert lines_after(BOOK, steps[0].position, limit=1, at=world.at) == steps[1:2]
    later = Step(
        id=steps[-1].position + 2,
        organisation_id=world.dan.organisation,
        conversation_id=talk,
        number=9,
        act="pause",
        by_id=world.dan.person,
        at=world.at,
        version=3,
        data="{}",
        hash="",
    )
    later.save(force_insert=True)
    assert len(lines_after(BOOK, 0, limit=10, at=world.at)) == 3, "the gap may still be filled"
    assert len(lines_after(BOOK, 0, limit=10, at=world.at + timedelta(minutes=2))) == 4


def test_who_reads_along_reads_thirty_days_and_no_longer(world: World) -> None:
    talk = joined(world)
    say(world, world.alice, talk, "invite_facilitator", person=str(world.olga.person))
    say(world, world.dan, talk, "agree_facilitator")
    leave = world.at + timedelta(days=30)
    before = leave - timedelta(microseconds=1)
    assert show(viewer=world.olga, conversation=talk, at=before).me == "facilitator"
    tag = tag_of(viewer=world.dan, conversation=talk, at=before)
    assert tag_of(viewer=world.olga, conversation=talk, at=before) != tag
    say(world, world.alice, talk, "note_private", prompt=1, text="Not clear enough")
    assert tag_of(viewer=world.dan, conversation=talk, at=before) == tag, (
        "what she writes alone shows nowhere"
    )
    for asked in (show, tag_of):
        with pytest.raises(Refusal, match="not_found"):
            asked(viewer=world.olga, conversation=talk, at=leave)
    assert tag_of(viewer=world.dan, conversation=talk, at=leave) != tag
    assert show(viewer=world.dan, conversation=talk, at=leave).readers == ("asker", "doer")
