"""Signed feedback from the point of view of a program: through its life, who sees it, what the team reads, what stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from fairlead.core.feedback.rules import ACTS, ANSWERS, END, STAGES
from fairlead.core.journal import NO_HEAD, line_hash
from fairlead.doors import sql
from fairlead.doors.clock import now
from fairlead.rooms.feedback import words
from fairlead.rooms.feedback.actions.erasing import erase_words
from fairlead.rooms.feedback.actions.give import give_feedback
from fairlead.rooms.feedback.models import Move, Words
from fairlead.rooms.feedback.queries.lists import waiting_ages
from fairlead.rooms.feedback.queries.threads import thread
from fairlead.rooms.feedback.queries.waiting import number_awaited
from fairlead.rooms.people import actions as people
from tests.doors.program import Program, refused
from tests.doors.test_api_description import held
from tests.rooms.promises.conftest import Programs

TEXT = "Dates move without a word"
FRIDAY = "2026-12-04"


def body(to: Any, **more: Any) -> dict[str, Any]:
    return {"to": str(to), "about": "way_of_working", "text": TEXT, **more}


def given_to(who: Program, to: Any, **more: Any) -> dict[str, Any]:
    answer = who.post("/feedback", body(to, **more))
    assert answer.status_code == 201, answer.data
    held(answer, "Feedback")
    assert answer.headers["Location"].endswith(answer.data["id"])
    found: dict[str, Any] = answer.data
    return found


def moved(who: Program, id_: str, act: str, **facts: Any) -> dict[str, Any]:
    answer = who.post(f"/feedback/{id_}/moves", {"act": act, **facts})
    assert answer.status_code == 201, answer.data
    held(answer, "Feedback")
    found: dict[str, Any] = answer.data
    return found


def later(programs: Programs, clock: Any, **passed: int) -> Programs:
    """With new tokens: those of the tests are good for a week."""
    clock.shift(timedelta(**passed))
    cast = {name: Program.of(getattr(programs.world, name), at=now()) for name in ("alice", "dan", "olga")}
    return replace(programs, **cast)


def decided(programs: Programs, **more: Any) -> dict[str, Any]:
    """Alice to Dan, heard, and Dan will."""
    made = given_to(programs.alice, programs.world.dan.person, **more)
    moved(programs.dan, made["id"], "hear", text="You want to hear before a date moves")
    moved(programs.alice, made["id"], "confirm", answer="yes")
    return moved(
        programs.dan, made["id"], "decide", decision="will", text="I say so the same day", date=FRIDAY
    )


@pytest.mark.parametrize("decision", ["will", "not_now"])
def test_on_its_day_what_was_answered_waits_on_today_for_who_answered(
    programs: Programs, clock: Any, decision: str
) -> None:
    """Once more in the law, on the page, in the count and among what waits in the team."""
    made = decided(programs)
    moved(programs.dan, made["id"], "decide", decision=decision, text="I say so", date=FRIDAY)

    def waits(name: str) -> list[tuple[str, str]]:
        found = getattr(programs, name).get("/today").data["also_waiting"]
        [(number,)] = sql.rows(*number_awaited(viewer=getattr(programs.world, name), at=now()))
        assert number == len(found)
        return [(one["id"], one["state"]) for one in found]

    programs = later(programs, clock, days=10)
    assert waits("dan") == []
    programs = later(programs, clock, days=1)
    assert waits("dan") == [(made["id"], decision)]
    assert waits("alice") == []
    assert waiting_ages(viewer=programs.world.olga, team=programs.world.team, today=now().date()).days == (
        11,
    )
    programs = later(programs, clock, days=1)
    moved(programs.dan, made["id"], "decide", decision="will", text="Still", date="2026-12-20")
    assert waits("dan") == []


def test_a_read_back_nobody_answers_waits_for_its_recipient_after_a_week(
    programs: Programs, clock: Any
) -> None:
    made = given_to(programs.alice, programs.world.dan.person)
    moved(programs.dan, made["id"], "hear", text="You want to hear before a date moves")
    for days, awaited in ((6, "alice"), (1, "dan")):
        programs = later(programs, clock, days=days)
        for name in ("alice", "dan"):
            who = getattr(programs, name)
            waiting = who.get("/feedback?place=waiting").data["items"]
            also = who.get("/today").data["also_waiting"]
            assert (
                [one["id"] for one in waiting]
                == [one["id"] for one in also]
                == [made["id"]] * (name == awaited)
            )


def test_from_received_to_changed(programs: Programs) -> None:
    made = given_to(programs.alice, programs.world.dan.person)
    assert (made["stage"], made["me"], made["waiting_for"]) == ("received", "author", "recipient")
    [waiting] = programs.dan.get("/feedback?place=waiting").data["items"]
    assert (waiting["id"], waiting["author"]["name"]) == (made["id"], "Alice Adams")
    assert [act["act"] for act in waiting["open_acts"]] == ["hear", "say"]
    moved(programs.dan, made["id"], "hear", text="You want to hear before a date moves")
    assert not programs.dan.get("/feedback?place=waiting").data["items"]
    moved(programs.alice, made["id"], "confirm", answer="yes")
    will = moved(
        programs.dan, made["id"], "decide", decision="will", text="I say so the same day", date=FRIDAY
    )
    assert (will["stage"], will["date"], will["waiting_for"]) == ("will", FRIDAY, None)
    moved(programs.dan, made["id"], "done", text="It stands in our rules")
    over = moved(programs.alice, made["id"], "changed", answer="yes", text="It did")
    assert (over["stage"], over["ended"], over["open_acts"]) == ("changed", True, [])
    refused(programs.dan.post(f"/feedback/{made['id']}/moves", {"act": "say", "text": "So"}), 409, "ended")
    lines = programs.dan.get(f"/feedback/{made['id']}").data["lines"]
    assert [line["act"] for line in lines] == ["give", "hear", "confirm", "decide", "done", "changed"]


def test_nobody_can_say_no_without_a_reason_and_a_day(programs: Programs) -> None:
    made = given_to(programs.alice, programs.world.dan.person)
    address = f"/feedback/{made['id']}/moves"
    refused(
        programs.dan.post(address, {"act": "decide", "decision": "not_now", "text": "No", "date": FRIDAY}),
        409,
        "not_your_move",
    )
    moved(programs.dan, made["id"], "hear", text="So?")
    refused(
        programs.dan.post(address, {"act": "decide", "decision": "not_now", "text": "No", "date": FRIDAY}),
        409,
        "too_early",
    )
    moved(programs.alice, made["id"], "confirm", answer="yes")
    refused(
        programs.dan.post(address, {"act": "decide", "decision": "not_now", "date": FRIDAY}),
        422,
        "missing_field",
        "text",
    )
    refused(
        programs.dan.post(address, {"act": "decide", "decision": "not_now", "text": "No"}),
        422,
        "missing_field",
        "date",
    )
    refused(programs.dan.post(address, {"act": "hear", "text": "x", "version": 1}), 409, "not_your_move")
    refused(
        programs.alice.post(address, {"act": "say", "text": "x", "version": 1}), 409, "stale_terms", "version"
    )


@pytest.mark.parametrize("to", ["nobody", "mallory", "alice", "elsewhere", None, 7])
def test_it_is_given_to_a_colleague_or_to_a_team_of_ones_own(programs: Programs, to: Any) -> None:
    world = programs.world
    whom = {
        "nobody": str(uuid4()),
        "mallory": str(world.mallory.person),
        "alice": str(world.alice.person),
        "elsewhere": str(world.mallory.teams[0]),
    }.get(to, to)
    answer = programs.alice.post("/feedback", {**body(world.dan.person), "to": whom})
    refused(answer, 422, "missing_field" if to is None else "bad_field", "to")


def test_it_can_name_a_promise_its_author_can_read_and_no_other(programs: Programs) -> None:
    promise = programs.promised()
    made = given_to(programs.alice, programs.world.dan.person, about="request", thing=promise["id"])
    assert made["thing"] == promise["id"]
    for who, thing in ((programs.olga, promise["id"]), (programs.alice, str(uuid4()))):
        answer = who.post("/feedback", body(programs.world.dan.person, about="agreement", thing=thing))
        refused(answer, 422, "bad_field", "thing")
        answer = who.post("/feedback", body(programs.world.dan.person, about="request", thing=thing))
        refused(answer, 422, "bad_field", "thing")
    refused(
        programs.alice.post("/feedback", body(programs.world.dan.person, whom="Dan")),
        422,
        "bad_field",
        "whom",
    )


def test_a_team_reads_and_answers_what_is_given_to_it(programs: Programs) -> None:
    made = given_to(programs.alice, programs.world.team)
    assert made["to"] == {"id": str(programs.world.team), "name": "Delivery", "kind": "team"}
    moved(programs.olga, made["id"], "hear", text="So?")
    refused(
        programs.alice.post(f"/feedback/{made['id']}/moves", {"act": "hear", "text": "x"}),
        409,
        "not_your_move",
    )
    moved(programs.alice, made["id"], "confirm", answer="yes")
    moved(programs.dan, made["id"], "decide", decision="not_now", text="After the move", date=FRIDAY)
    [line] = [
        one for one in programs.alice.get(f"/feedback/{made['id']}").data["lines"] if one["act"] == "hear"
    ]
    assert line["by"] == str(programs.world.olga.person)
    people.leave_team(programs.world.olga.person, team=programs.world.team, by=programs.world.olga, at=now())
    refused(programs.olga.get(f"/feedback/{made['id']}"), 404, "not_found")


def test_not_yours_and_not_there_are_one_answer(programs: Programs) -> None:
    made = given_to(programs.alice, programs.world.dan.person)
    for who, id_ in (
        (programs.olga, made["id"]),
        (programs.mallory, made["id"]),
        (programs.dan, str(uuid4())),
    ):
        refused(who.get(f"/feedback/{id_}"), 404, "not_found")
        refused(who.post(f"/feedback/{id_}/moves", {"act": "hear", "text": "x"}), 404, "not_found")
        refused(who.post(f"/feedback/{id_}/moves", b"{"), 404, "not_found")
    for who in (programs.olga, programs.mallory):
        assert who.get("/feedback").data == {"items": [], "next": None}


# --- the team ---


def test_the_team_reads_what_was_decided_only_with_leave_and_never_who_said_what(programs: Programs) -> None:
    address = f"/teams/{programs.world.team}/answered"
    made = decided(programs)
    assert programs.olga.get(address).data == {"items": []}
    moved(programs.alice, made["id"], "leave", answer="yes")
    answer = programs.olga.get(address)
    held(answer, "AnsweredFeedbackList")
    [one] = answer.data["items"]
    assert (one["decision"], one["text"], one["date"]) == ("will", "I say so the same day", FRIDAY)
    assert b"Alice" not in answer.content
    assert b"Dan" not in answer.content
    assert TEXT.encode() not in answer.content
    moved(programs.dan, made["id"], "done")
    moved(programs.alice, made["id"], "changed", answer="yes")
    [one] = programs.olga.get(address).data["items"]
    assert (one["stage"], one["changed"]) == ("changed", "yes")
    refused(programs.mallory.get(address), 404, "not_found")
    moved_out = decided(programs, leave="yes")
    people.leave_team(
        programs.world.alice.person, team=programs.world.team, by=programs.world.alice, at=now()
    )
    assert moved_out["id"] not in str(programs.olga.get(address).data)
    assert programs.olga.get(address).data == {"items": []}


def test_what_waits_is_known_to_the_team_by_its_age_alone(programs: Programs, clock: Any) -> None:
    given_to(programs.alice, programs.world.dan.person)
    programs = later(programs, clock, days=3)
    given_to(programs.alice, programs.world.team)
    decided(programs)
    ages = waiting_ages(viewer=programs.world.olga, team=programs.world.team, today=date(2026, 11, 26))
    assert ages.days == (3, 0)


# --- lists ---


def test_pages_go_on_where_they_ended(programs: Programs, clock: Any) -> None:
    made = []
    for _ in range(2):
        made += [given_to(programs.alice, programs.world.dan.person)["id"] for _ in range(2)]
        programs = later(programs, clock, days=1)
    for place, who in (("to_me", programs.dan), ("by_me", programs.alice), ("all", programs.dan)):
        seen, after = [], ""
        while True:
            page = who.get(f"/feedback?place={place}&limit=1&after={after}")
            held(page, "FeedbackPage")
            seen += [row["id"] for row in page.data["items"]]
            if page.data["next"] is None:
                break
            after = page.data["next"]
        assert sorted(seen) == sorted(made)
    assert not programs.dan.get("/feedback?place=by_me").data["items"]
    assert not programs.alice.get("/feedback?place=to_me").data["items"]
    refused(programs.dan.get("/feedback?after=x"), 422, "bad_field")


# --- what stays ---


def test_given_twice_under_one_id_it_is_one_and_the_chain_holds(programs: Programs) -> None:
    world, id_ = programs.world, uuid4()
    facts = {"about": "pulse", "text": TEXT}
    for _ in range(2):
        give_feedback(viewer=world.alice, to=str(world.dan.person), facts=facts, at=now(), feedback=id_)
    moved(programs.dan, str(id_), "hear", text="So?")
    found = thread(id_, organisation=world.alice.organisation)
    assert found is not None
    assert found.journal is not None
    assert [kept.line.act for kept in found.journal.kept] == ["give", "hear"]
    head = NO_HEAD
    for kept in found.journal.kept:
        head = line_hash(kept.line, prev=head, text=kept.text_hash)
        assert kept.hash == head


@pytest.mark.parametrize("change", ["UPDATE feedback_move SET act = 'x'", "DELETE FROM feedback_move"])
def test_the_journal_is_append_only_in_the_database(programs: Programs, change: str) -> None:
    given_to(programs.alice, programs.world.dan.person)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Move.objects.get().act == "give"


def test_who_is_erased_takes_their_words_along_and_no_others(programs: Programs) -> None:
    made = given_to(programs.alice, programs.world.dan.person)
    moved(programs.dan, made["id"], "hear", text="So?")
    people.erase(programs.world.alice.person, at=now())
    for _ in range(9):
        if not erase_words(at=now()):
            break
    seen = programs.dan.get(f"/feedback/{made['id']}")
    held(seen, "Feedback")
    assert [(line["text"], line["erased"]) for line in seen.data["lines"]] == [(None, True), ("So?", False)]
    assert Words.objects.count() == 1
    found = thread(UUID(made["id"]), organisation=programs.world.dan.organisation)
    assert found is not None
    assert [told.is_erased for told in found.told] == [True, False]


def test_every_word_of_the_law_has_its_label() -> None:
    assert set(words.ACTS) == set(ACTS)
    assert set(words.STAGES) == {*STAGES, END}
    assert {act: tuple(labels) for act, labels in words.ANSWERS.items()} == dict(ANSWERS)
