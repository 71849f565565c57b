"""What waits on somebody on Today, and is no promise: conversations, agreements, feedback; the same on the page, in every
title and over the API."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairlead.core.policy import Viewer
from fairlead.doors.clock import now
from fairlead.rooms.agreements.actions.hearing import hear_conversations
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.feedback.actions.telling import tell_unsigned
from tests.rooms.agreements.test_api import of_team, of_two, proposed, said
from tests.rooms.agreements.world import talked
from tests.rooms.conversations.world import WHOLE, Talk, play
from tests.rooms.feedback.test_signed import TEXT, given_to, later, moved
from tests.rooms.feedback.test_unsigned import written
from tests.rooms.feedback.tickets import ticket_of
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.conftest import Programs, clock, programs, world
from tests.rooms.promises.world import NOW

__all__ = ["clock", "programs", "world"]

OUTCOME = "A rota for the Christmas support desk"


@pytest.fixture
def talk(programs: Programs, clock: Any) -> Talk:
    return Talk(programs, clock=clock)


def page_of(viewer: Viewer, address: str = "/") -> str:
    answer = browser_of(viewer).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def counted(viewer: Viewer, address: str) -> int:
    found = re.search(r"<title>(?:\((\d+)\) )?", page_of(viewer, address))
    assert found is not None
    return int(found.group(1) or 0)


def waits(programs: Programs, name: str) -> list[tuple[str, str, str]]:
    """(kind, state, title) of what waits, held to what the page and the titles of all pages say."""
    viewer: Viewer = getattr(programs.world, name)
    day = getattr(programs, name).get("/today").data
    also = day["also_waiting"]
    page = page_of(viewer)
    for one in also:
        where = f"{one['kind']}s" if one["kind"] != "feedback" else "feedback"
        assert f'class="btn btn-soft" href="/{where}/{one["id"]}"' in page
        assert one["title"] in page
    asked = len([one for one in day["waiting"] if one["stage"] != "PROMISED"])
    assert counted(viewer, "/") == counted(viewer, "/you") == asked + len(also)
    return [(one["kind"], one["state"], one["title"]) for one in also]


# --- conversations ---


def test_an_invitation_and_every_turn_stand_there_with_what_they_are_about(talk: Talk) -> None:
    programs = talk.programs
    talk.begin("dan")
    assert waits(programs, "dan") == [("conversation", "prepare", OUTCOME)]
    assert waits(programs, "alice") == []
    talk.step("dan", "invite")
    assert waits(programs, "dan") == []
    assert waits(programs, "alice") == [("conversation", "open", OUTCOME)]
    page = page_of(programs.world.alice)
    assert "would like to talk with you" in page
    assert '<span class="tag tag-talk">Looking back</span>' in page
    talk.step("alice", "join")
    assert waits(programs, "dan") == waits(programs, "alice") == [("conversation", "restore", OUTCOME)]
    talk.step("dan", "pause", date="2026-11-26")
    assert waits(programs, "dan") == waits(programs, "alice") == []
    assert waits(programs, "olga") == []


def test_it_is_looked_at_again_on_its_day_and_not_before(talk: Talk) -> None:
    talk.begin("dan")
    acts = list(play(talk, WHOLE[:-2]))
    assert acts[-1] == ("alice", "accept_summary")
    programs = talk.programs
    assert waits(programs, "dan") == waits(programs, "alice") == []
    programs = later(programs, talk.clock, days=4)
    assert waits(programs, "dan") == [("conversation", "look_again", OUTCOME)]
    assert waits(programs, "alice") == [("conversation", "look_again", OUTCOME)]


def test_what_was_never_asked_is_told_to_the_two_alone(talk: Talk) -> None:
    world = talk.programs.world
    talk.begin("alice", expectation="canaryexpected", me="asker", **{"with": str(world.dan.person)})
    assert waits(talk.programs, "alice") == [("conversation", "prepare", "canaryexpected")]
    for address in ("/", "/conversations"):
        assert "canaryexpected" in page_of(world.alice, address)
        assert "canaryexpected" not in page_of(world.dan, address)
    talk.step("alice", "invite")
    for address in ("/", "/conversations"):
        assert "canaryexpected" in page_of(world.dan, address)
        assert "canaryexpected" not in page_of(world.olga, address)
        assert OUTCOME not in page_of(world.olga, address)


# --- agreements ---


def test_an_agreement_waits_for_an_answer_and_on_its_day_to_be_looked_at(
    programs: Programs, clock: Any
) -> None:
    made = proposed(programs, of_two(programs))
    first = "I name the date in the ask"
    assert waits(programs, "dan") == [("agreement", "proposal", first)]
    assert waits(programs, "alice") == waits(programs, "olga") == []
    said(programs.dan, made["id"], "agree", version=1)
    assert waits(programs, "dan") == []
    programs = later(programs, clock, days=21)
    assert waits(programs, "dan") == waits(programs, "alice") == [("agreement", "look", first)]
    said(programs.dan, made["id"], "look_again", version=1, verdict="keep", text="It holds")
    assert waits(programs, "dan") == []
    assert waits(programs, "alice") == [("agreement", "look", first)]
    programs = later(programs, clock, days=60)
    assert waits(programs, "alice") == []  # it binds nobody any more


def test_of_a_change_the_new_words_stand_there(programs: Programs) -> None:
    made = proposed(programs, of_two(programs))
    said(programs.dan, made["id"], "agree", version=1)
    alice, dan = str(programs.world.alice.person), str(programs.world.dan.person)
    actions = [{"by": dan, "text": "I write at nine"}, {"by": alice, "text": "I answer by ten"}]
    said(programs.dan, made["id"], "change", actions=actions)
    assert waits(programs, "alice") == [("agreement", "change", "I write at nine")]
    assert "suggests a change to what you agreed" in page_of(programs.world.alice)


def test_who_saw_a_problem_or_agreed_to_a_teams_has_answered(programs: Programs) -> None:
    made = proposed(programs, of_team(programs))
    title = "Nobody is written to after six"
    assert waits(programs, "dan") == waits(programs, "olga") == [("agreement", "proposal", title)]
    said(programs.dan, made["id"], "agree", version=1)
    said(programs.olga, made["id"], "see_problem", version=1, text="And on call?")
    assert waits(programs, "dan") == waits(programs, "olga") == []


def test_what_is_looked_at_in_its_conversation_waits_there_once(programs: Programs, clock: Any) -> None:
    talk = talked(programs.world)
    for number, who in enumerate((programs.world.alice, programs.world.dan)):
        done = NOW + timedelta(minutes=6, seconds=number)
        take_step(viewer=who, conversation=talk, act="accept_summary", facts={}, at=done)
    clock.shift(timedelta(hours=1))
    hear_conversations(at=now())
    for who in (programs.world.alice, programs.world.dan):
        assert "suggests" not in page_of(who)
    programs = later(programs, clock, days=30)
    assert [kind for kind, _state, _title in waits(programs, "dan")] == ["conversation"]


# --- feedback ---


def test_feedback_waits_to_be_heard_decided_and_confirmed(programs: Programs) -> None:
    made = given_to(programs.alice, programs.world.dan.person)
    assert waits(programs, "dan") == [("feedback", "received", TEXT)]
    assert waits(programs, "alice") == waits(programs, "olga") == []
    moved(programs.dan, made["id"], "hear", text="You want to hear before a date moves")
    assert waits(programs, "dan") == []
    assert waits(programs, "alice") == [("feedback", "said_back", TEXT)]
    moved(programs.alice, made["id"], "confirm", answer="yes")
    assert waits(programs, "dan") == [("feedback", "heard", TEXT)]
    given = {"decision": "will", "text": "The same day", "date": "2026-12-04"}
    moved(programs.dan, made["id"], "decide", **given)
    assert waits(programs, "dan") == waits(programs, "alice") == []
    moved(programs.dan, made["id"], "done")
    assert waits(programs, "alice") == [("feedback", "done", TEXT)]


def test_without_a_name_it_is_somebodys_and_stands_there_once_it_is_told(
    programs: Programs, clock: Any
) -> None:
    written(programs)
    assert waits(programs, "dan") == []
    for one in (programs.world.alice, programs.world.dan):
        ticket_of(one, at=now())
    programs = later(programs, clock, days=1)
    tell_unsigned(at=now())
    assert waits(programs, "dan") == [("feedback", "received", TEXT)]
    [one] = programs.dan.get("/today").data["also_waiting"]
    assert (one["person"], one["team"]) == (None, None)
    page = page_of(programs.world.dan)
    assert "Somebody" in page
    assert "Alice" not in page


# --- all of it ---


def test_the_nearest_day_comes_first_and_then_what_waited_longest(programs: Programs, clock: Any) -> None:
    looked = proposed(programs, of_two(programs))
    said(programs.dan, looked["id"], "agree", version=1)
    programs = later(programs, clock, days=14)
    given_to(programs.alice, programs.world.dan.person, text="The older one")
    programs = later(programs, clock, days=7)
    fresh = proposed(programs, {**of_two(programs), "look_again_on": "2027-01-14"})
    ask = programs.ask(due="2026-12-20T17:00:00+01:00[Europe/Berlin]")
    page = page_of(programs.world.dan)
    assert "Four things wait on you, Dan." in page
    waiting = page[page.index('class="waiting"') :]
    places = [waiting.index(one) for one in (looked["id"], ask["id"], "The older one", fresh["id"])]
    assert places == sorted(places)


def said_to_the_database(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as run:
        assert work().status_code == 200
    return len([one for one in run.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_today_says_the_same_statements_however_much_waits(programs: Programs, clock: Any) -> None:
    """Who asks, promises, whether anything is shared, whether a pulse is open, and one a room for what is no promise; once there is some: the names
    of the promises' people and of the others', the outcomes conversations are about, what agreements say, what moved of those that are open, and
    whether a word was agreed on for now."""
    browser: Client = browser_of(programs.world.dan)
    nothing = said_to_the_database(lambda: browser.get("/"))

    def one_more(number: int) -> None:
        talk = Talk(programs, clock=clock)
        talk.begin("alice", promise=programs.promised()["id"])
        talk.step("alice", "invite")
        proposed(programs, of_two(programs))
        given_to(programs.alice, programs.world.dan.person, text=f"The {number}th")

    one_more(1)
    one = said_to_the_database(lambda: browser.get("/"))
    one_more(2)
    one_more(3)
    many = said_to_the_database(lambda: browser.get("/"))
    assert (nothing, one, many) == (7, 13, 13)
    assert said_to_the_database(lambda: browser.get("/")) == 12, "no agreement has moved since"


def test_the_list_of_conversations_says_what_each_is_about_by_as_many_statements(talk: Talk) -> None:
    programs = talk.programs
    browser: Client = browser_of(programs.world.alice)

    def begin(outcome: str) -> None:
        talk.begin("alice", promise=programs.promised(outcome=outcome)["id"])

    begin("The first")
    talk.begin("alice", expectation="Never asked", me="asker", **{"with": str(programs.world.dan.person)})
    one = said_to_the_database(lambda: browser.get("/conversations"))
    begin("The second")
    assert said_to_the_database(lambda: browser.get("/conversations")) == one
    page = browser.get("/conversations").content.decode()
    for title in ("The first", "The second", "Never asked"):
        assert f'dir="auto" data-row>{title}</a><p class="meta">with Dan' in page


def test_the_count_reads_nobodys_words(talk: Talk) -> None:
    programs = talk.programs
    talk.begin("dan")
    talk.step("dan", "invite")
    proposed(programs, of_two(programs))
    given_to(programs.dan, programs.world.alice.person)
    browser = browser_of(programs.world.alice)
    with CaptureQueriesContext(connection) as run:
        page = browser.get("/you").content.decode()
    assert "<title>(2) " in page
    asked = [
        one["sql"]
        for one in run.captured_queries
        if re.search("(promises|conversations)_standing|agreements_|feedback_", one["sql"])
    ]
    assert len(asked) == 3, "one for all rooms, the agreements that are open, and what moved of these"
    assert not [one for one in asked if "words" in one or "feedback_said" in one]
