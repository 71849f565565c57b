"""Agreements from the point of view of a program: of two people, of a team, who sees them, and what stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from fairlead.core.conversation.agreement import ACTS
from fairlead.core.journal import NO_HEAD, line_hash
from fairlead.doors.clock import now
from fairlead.rooms.agreements import words
from fairlead.rooms.agreements.actions.erasing import erase_words
from fairlead.rooms.agreements.actions.move_agreement import move_agreement
from fairlead.rooms.agreements.actions.open_agreement import Wanted, open_agreement
from fairlead.rooms.agreements.models import Move, Words
from fairlead.rooms.agreements.queries.stored import journal
from fairlead.rooms.people import actions as people
from tests.doors.program import Program, refused
from tests.doors.test_api_description import held
from tests.rooms.promises.conftest import Programs

DAY = "2026-12-14"


def of_two(programs: Programs) -> dict[str, Any]:
    alice, dan = str(programs.world.alice.person), str(programs.world.dan.person)
    actions = [
        {"by": alice, "text": "I name the date in the ask"},
        {"by": dan, "text": "I write before noon when it slips", "due": DAY},
    ]
    return {"parties": [alice, dan], "actions": actions, "look_again_on": DAY}


def of_team(programs: Programs) -> dict[str, Any]:
    return {
        "team": str(programs.world.team),
        "actions": [{"by": None, "text": "Nobody is written to after six"}],
        "look_again_on": DAY,
    }


def proposed(programs: Programs, body: dict[str, Any]) -> Any:
    answer = programs.alice.post("/agreements", body)
    assert answer.status_code == 201, answer.data
    held(answer, "Agreement")
    return answer.data


def said(program: Any, id_: str, act: str, **facts: Any) -> Any:
    answer = program.post(f"/agreements/{id_}/moves", {"act": act, **facts})
    assert answer.status_code == 201, answer.data
    return answer.data


def later(programs: Programs, clock: Any, **passed: int) -> Programs:
    """With new tokens: those of the tests are good for a week."""
    clock.shift(timedelta(**passed))
    cast = {name: Program.of(getattr(programs.world, name), at=now()) for name in ("alice", "dan", "olga")}
    return replace(programs, **cast)


def test_it_is_in_force_once_both_agree_to_the_same_version(programs: Programs) -> None:
    made = proposed(programs, of_two(programs))
    assert (made["version"], made["in_force"], made["from"]) == (1, False, None)
    refused(programs.dan.post(f"/agreements/{made['id']}/moves", {"act": "agree"}), 422, "missing_field")
    after = said(programs.dan, made["id"], "agree", version=1)
    assert after["in_force"]
    assert len(after["agreed"]) == 2
    changed = said(programs.dan, made["id"], "change", actions=of_two(programs)["actions"])
    assert (changed["version"], changed["in_force"], changed["change"]["version"]) == (1, True, 2)
    stale = programs.alice.post(f"/agreements/{made['id']}/moves", {"act": "agree", "version": 1})
    refused(stale, 409, "stale_terms")
    assert said(programs.alice, made["id"], "agree", version=2)["version"] == 2
    assert said(programs.alice, made["id"], "end")["ended"] == "ended"
    refused(programs.dan.post(f"/agreements/{made['id']}/moves", {"act": "end"}), 409, "ended")


def test_one_side_empty_is_no_agreement(programs: Programs) -> None:
    body = of_two(programs)
    refused(programs.alice.post("/agreements", {**body, "actions": body["actions"][:1]}), 422, "bad_field")
    refused(programs.alice.post("/agreements", {**body, "parties": []}), 422, "missing_field")
    mallory = str(programs.world.mallory.person)
    refused(programs.alice.post("/agreements", {**body, "parties": [mallory]}), 422, "bad_field")
    other = {**of_team(programs), "team": str(programs.world.mallory.teams[0])}
    refused(programs.alice.post("/agreements", other), 422, "bad_field")


def test_it_fades_and_is_there_to_look_at_until_both_keep_it(programs: Programs, clock: Any) -> None:
    made = proposed(programs, of_two(programs))
    said(programs.dan, made["id"], "agree", version=1)
    early = {"act": "look_again", "version": 1, "verdict": "keep", "text": "It held"}
    refused(programs.dan.post(f"/agreements/{made['id']}/moves", early), 409, "too_early")
    assert not programs.dan.get("/agreements?place=to_look_at").data["items"]
    programs = later(programs, clock, days=22)
    seen = programs.dan.get(f"/agreements/{made['id']}").data
    assert (seen["in_force"], seen["fading"]) == (True, True)
    [waiting] = programs.dan.get("/agreements?place=to_look_at").data["items"]
    assert waiting["id"] == made["id"]
    for who in (programs.alice, programs.dan):
        kept = said(who, made["id"], "look_again", verdict="keep", text="It held")
    assert (kept["fading"], kept["looks"][0]["text"]) == (False, "It held")
    programs = later(programs, clock, days=90)
    assert not programs.dan.get("/agreements?place=in_force").data["items"]


def test_a_team_adopts_it_after_a_week_without_a_problem(programs: Programs, clock: Any) -> None:
    made = proposed(programs, of_team(programs))
    said(programs.dan, made["id"], "agree", version=1)
    seen = said(programs.olga, made["id"], "see_problem", version=1, text="Mine starts at five")
    assert [one["text"] for one in seen["problems"]] == ["Mine starts at five"]
    programs = later(programs, clock, days=8)
    assert not programs.dan.get(f"/agreements/{made['id']}").data["in_force"]
    assert said(programs.olga, made["id"], "agree", version=1)["in_force"]
    [row] = programs.olga.get(f"/agreements?team={programs.world.team}").data["items"]
    assert row["id"] == made["id"]


def test_not_yours_and_not_there_are_one_answer(programs: Programs) -> None:
    made = proposed(programs, of_two(programs))
    for who, id_ in (
        (programs.olga, made["id"]),
        (programs.mallory, made["id"]),
        (programs.dan, str(uuid4())),
    ):
        refused(who.get(f"/agreements/{id_}"), 404, "not_found")
        refused(who.post(f"/agreements/{id_}/moves", {"act": "agree", "version": 1}), 404, "not_found")
        refused(who.post(f"/agreements/{id_}/moves", b"{"), 404, "not_found")
    for who in (programs.olga, programs.mallory):
        assert who.get("/agreements").data == {"items": [], "next": None}


def test_pages_go_on_where_they_ended_and_those_of_two_can_be_asked_for(programs: Programs) -> None:
    made = {proposed(programs, of_two(programs))["id"] for _ in range(3)}
    team = proposed(programs, of_team(programs))["id"]
    seen, after = [], ""
    while True:
        page = programs.dan.get(f"/agreements?limit=2&after={after}")
        held(page, "Agreements")
        seen += [row["id"] for row in page.data["items"]]
        if page.data["next"] is None:
            break
        after = page.data["next"].replace("+", "%2B")
    assert sorted(seen) == sorted({*made, team})
    pair = programs.dan.get(f"/agreements?person={programs.world.alice.person}").data["items"]
    assert {row["id"] for row in pair} == made
    refused(programs.dan.get("/agreements?after=x"), 422, "bad_field")


def test_sent_twice_it_is_one_and_the_chain_holds(programs: Programs) -> None:
    world, id_ = programs.world, uuid4()
    body = of_two(programs)
    facts = {"actions": body["actions"], "look_again_on": DAY}
    for _ in range(2):
        open_agreement(
            viewer=world.alice, wanted=Wanted(parties=body["parties"]), facts=facts, at=now(), agreement=id_
        )
    for _ in range(2):
        move_agreement(
            viewer=world.dan, agreement=id_, act="change", facts={"actions": body["actions"]}, at=now()
        )
    found = journal(id_, organisation=world.alice.organisation)
    assert found is not None
    assert [kept.line.act for kept in found.kept] == ["propose", "change"]
    head = NO_HEAD
    for kept in found.kept:
        head = line_hash(kept.line, prev=head, text=kept.text_hash)
        assert kept.hash == head


@pytest.mark.parametrize("change", ["UPDATE agreements_move SET act = 'x'", "DELETE FROM agreements_move"])
def test_the_journal_is_append_only_in_the_database(programs: Programs, change: str) -> None:
    proposed(programs, of_two(programs))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Move.objects.get().act == "propose"


def test_who_is_erased_takes_their_words_along_and_no_others(programs: Programs) -> None:
    made = proposed(programs, of_two(programs))
    said(programs.dan, made["id"], "see_problem", version=1, text="Noon is early for me")
    people.erase(programs.world.alice.person, at=now())
    for _ in range(9):
        if not erase_words(at=now()):
            break
    seen = programs.dan.get(f"/agreements/{made['id']}")
    held(seen, "Agreement")
    assert [one["text"] for one in seen.data["actions"]] == [None, None]
    assert seen.data["problems"][0]["text"] == "Noon is early for me"
    assert Words.objects.count() == 1
    found = journal(UUID(made["id"]), organisation=programs.world.dan.organisation)
    assert found is not None
    assert [kept.is_erased for kept in found.kept] == [True, False]


def test_every_act_has_its_label() -> None:
    assert set(words.ACTS) == set(ACTS)
