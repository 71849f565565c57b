"""What stands of promises, conversations and agreements is made anew from their journals; a torn chain is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from fairlead.config.cli import fairlead
from fairlead.doors import sql
from fairlead.rooms.agreements.actions.move_agreement import move_agreement
from fairlead.rooms.agreements.actions.open_agreement import Wanted, open_agreement
from fairlead.rooms.conversations.actions.begin import Wanted as About
from fairlead.rooms.conversations.actions.begin import begin
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.feedback.actions.give import give_feedback
from fairlead.rooms.feedback.actions.move import move_feedback
from tests.rooms.promises.world import World, the_world

TABLES = (
    "promises_standing",
    "conversations_standing",
    "agreements_standing",
    "agreements_party",
    "feedback_standing",
)


@pytest.fixture
def world(db: None) -> World:
    return the_world()


def talk_of(world: World) -> UUID:
    talk = begin(viewer=world.dan, wanted=About(promise=world.promised().id), at=world.at)
    for who, act, facts in (
        (world.dan, "invite", {"purpose": "to see what happened", "mode": "days"}),
        (world.alice, "join", {}),
        (world.alice, "pause", {"date": "2026-12-04"}),
    ):
        take_step(viewer=who, conversation=talk.id, act=act, facts=facts, at=world.at)
    return talk.id


def agreement_of(world: World, **whose: Any) -> UUID:
    day = (world.at + timedelta(days=30)).date().isoformat()
    facts = {
        "actions": [{"by": str(one.person), "text": "says so early"} for one in (world.alice, world.dan)],
        "look_again_on": day,
    }
    made = open_agreement(viewer=world.alice, wanted=Wanted(**whose), facts=facts, at=world.at)
    move_agreement(viewer=world.dan, agreement=made.id, act="agree", version=1, at=world.at)
    return made.id


@pytest.fixture
def told(world: World) -> World:
    talk_of(world)
    agreement_of(world, parties=[str(world.dan.person)])
    agreement_of(world, team=str(world.team))
    facts = {"about": "way_of_working", "text": "Asks come in the hallway"}
    given = give_feedback(viewer=world.dan, to=str(world.alice.person), facts=facts, at=world.at)
    heard = {"text": "They come in passing"}
    move_feedback(viewer=world.alice, feedback=given.id, act="hear", facts=heard, at=world.at)
    return world


def run(*words: str) -> Result:
    return CliRunner().invoke(fairlead, ["rebuild", *words])


def everything() -> list[list[str]]:
    return [sorted(map(str, sql.rows(f"SELECT * FROM {table}", []))) for table in TABLES]


def differed(result: Result) -> list[int]:
    return [int(line.split(", ")[1].split()[0]) for line in result.output.splitlines() if "otherwise" in line]


BREAKS = {
    "a promise that stands otherwise": ("UPDATE promises_standing SET stage = 'SATISFIED'", [1, 0, 0, 0]),
    "a conversation that stands otherwise": (
        "UPDATE conversations_standing SET step = 'close', paused_until = NULL",
        [0, 1, 0, 0],
    ),
    "a conversation that is about another promise": (
        "UPDATE conversations_standing SET promise_id = NULL",
        [0, 1, 0, 0],
    ),
    "a conversation that is not to be found": ("DELETE FROM conversations_standing", [0, 1, 0, 0]),
    "agreements that are not to be found": ("DELETE FROM agreements_standing", [0, 0, 2, 0]),
    "agreements of nobody": ("DELETE FROM agreements_party", [0, 0, 2, 0]),
    "feedback that stands otherwise": ("UPDATE feedback_standing SET stage = 'done'", [0, 0, 0, 1]),
    "feedback that is not to be found": ("DELETE FROM feedback_standing", [0, 0, 0, 1]),
    "agreements that are over": ("UPDATE agreements_standing SET ended = 'ended'", [0, 0, 2, 0]),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_what_stands_otherwise_is_told_and_made_anew(told: World, broken: str) -> None:
    change, found = BREAKS[broken]
    right = everything()
    sql.written([(change, [])])
    wrong = everything()
    assert wrong != right
    assert differed(run("--dry-run")) == found
    assert everything() == wrong
    result = run()
    assert (result.exit_code, differed(result)) == (0, found)
    assert everything() == right
    assert differed(run()) == [0, 0, 0, 0]


def test_somebody_who_is_no_party_is_none_any_more(told: World) -> None:
    right = everything()
    [[one]] = sql.rows("SELECT agreement_id FROM agreements_standing WHERE team_id IS NULL", [])
    ids = [one, sql.put_id(told.olga.person), sql.put_id(told.olga.organisation)]
    sql.written(
        [("INSERT INTO agreements_party (agreement_id, person_id, organisation_id) VALUES (%s, %s, %s)", ids)]
    )
    assert differed(run()) == [0, 0, 1, 0]
    assert everything() == right


def test_when_words_were_erased_is_not_forgotten(told: World) -> None:
    """No step says so, and what stands does: it is left there."""
    sql.written([("UPDATE conversations_standing SET erased_at = %s, step = 'x'", [sql.put_at(told.at)])])
    assert differed(run()) == [0, 1, 0, 0]
    [[erased]] = sql.rows("SELECT erased_at FROM conversations_standing", [])
    assert sql.take_at(erased) == told.at


@pytest.mark.parametrize("room", ["promises", "conversations", "agreements", "feedback"])
def test_a_torn_chain_is_told_by_its_id(told: World, room: str) -> None:
    of = f"{room.removesuffix('s')}_id"
    [[id_]] = sql.rows(f"SELECT {of} FROM {room}_words ORDER BY {of}, number LIMIT 1", [])
    sql.written([(f"UPDATE {room}_words SET salt = %s WHERE {of} = %s", [bytes(32), id_])])
    result = run("--dry-run")
    assert result.exit_code == 1
    assert f"1 chains do not hold: {sql.take_id(id_)}" in result.output
    assert differed(result) == [0, 0, 0, 0]
