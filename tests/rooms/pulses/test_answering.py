"""The pages on which people answer: who sees what, ten statements, one a page; the same for everybody, answered or not."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import to_text
from fairlead.core.pulse.bounds import LOWEST
from fairlead.core.pulse.schedule import WEEKS
from fairlead.doors import cookieless
from fairlead.doors.answered import models as answered
from fairlead.doors.api.rate import Buckets
from fairlead.doors.pages import browser_mark
from fairlead.rooms.people import actions
from fairlead.rooms.pulses.actions.rhythm import set_rhythm
from fairlead.rooms.pulses.web.rhythm import EVERY_WORDS, NEVER
from tests.doors.program import Program
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.pulses.waves import CLOSES, OPENS, Crew, answers, body_of, close, post, ticket_of


def page(viewer: Viewer, address: str) -> str:
    answer = browser_of(viewer).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.content.decode())


# --- the pages ---


def test_the_first_page_says_who_sees_what_and_what_it_does_not_stop(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    read = page(crew.people[0], f"/pulses/{pulse.id}")
    assert f"from {LOWEST.scores} people on" in read
    assert f"from {LOWEST.comments} people and {LOWEST.given} comments on" in read
    for told in (
        "Fairlead shows nobody what you answer",
        "Fairlead shows your answers to nobody",
        "Until the close nobody sees anything",
        "Somebody who changes the program on this server",
        "Four colleagues who put together",
        "people may know you by how you write",
        "needs JavaScript",
        "open until the end of Sunday 29 November",
    ):
        assert told in read, told
    assert read.split("<main", 1)[1].count("btn-primary") == 3, "one each: begin, next, send; one is seen"


def test_thresholds_that_were_raised_are_the_ones_the_page_says(
    crew: Crew, moving: Any, settings: Any
) -> None:
    settings.PULSE_THRESHOLDS = type(LOWEST)(scores=6, comments=11, items=12)
    read = page(crew.people[0], f"/pulses/{crew.open().id}")
    assert "from 6 people on" in read
    assert "Single statements are shown from 12 people on; comments from 11 people" in read


def test_a_statement_a_page_in_the_reader_s_language_and_no_form_takes_an_answer(
    crew: Crew, moving: Any
) -> None:
    pulse, dan = crew.open(), crew.people[0]
    actions.save_appearance(by=dan, theme="system", language="de", zone="UTC")
    for number in range(1, 11):
        read = page(dan, f"/pulses/{pulse.id}/{number}")
        assert f"{number} von 10" in read
        assert 'method="post"' not in read.split("<main", 1)[1]
    assert "gar nicht" in read
    assert "ganz und gar" in read
    for other in ("0", "11"):
        assert browser_of(dan).get(f"/pulses/{pulse.id}/{other}").status_code == 404
    assert "People may know you" in page(crew.people[1], f"/pulses/{pulse.id}/comment")
    assert "It is in" in page(crew.people[1], f"/pulses/{pulse.id}/sent")
    assert browser_of(dan).post(f"/pulses/{pulse.id}/3", {"v": 4}).status_code in (403, 405)


def test_who_is_not_asked_reads_why_and_a_stranger_finds_nothing(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    read = page(crew.alice, f"/pulses/{pulse.id}")
    assert "do not lead it" in read
    assert "answer.js" not in read
    there = browser_of(crew.alice).get(f"/pulses/{pulse.id}/1")
    assert (there.status_code, there["Location"]) == (303, f"/pulses/{pulse.id}")
    mallory = browser_of(crew.mallory)
    for part in ("", "/1", "/comment", "/sent"):
        one, other = (mallory.get(f"/pulses/{of}{part}") for of in (pulse.id, crew.team))
        assert (one.status_code, one.content) == (404, other.content)
    assert Client().get(f"/pulses/{pulse.id}").status_code == 302


def test_when_its_time_is_over_the_page_says_so_and_after_the_close_shows_what_was_published(
    crew: Crew, moving: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cookieless.BUCKETS, "/ballots", Buckets(rate=1e9, burst=1e9))
    pulse, dan = crew.open(), crew.people[0]
    for one in crew.people[:6]:
        post(body_of(pulse, ticket_of(one, pulse), answers(pulse)))
    moving.move_to(CLOSES)
    assert "This pulse is over" in page(dan, f"/pulses/{pulse.id}")
    close()
    read = page(dan, f"/pulses/{pulse.id}")
    assert 'id="counted"' in read
    assert "Was mine counted?" in read
    assert browser_of(dan).get(f"/pulses/{pulse.id}/4").status_code == 303


def test_too_few_is_said_and_nothing_else(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    close()
    read = page(crew.people[0], f"/pulses/{pulse.id}")
    assert "Too few answered to show anything" in read
    assert "all answers were destroyed" in read


def test_with_no_ballot_in_and_with_nine_the_pages_are_the_same(
    crew: Crew, moving: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte by byte and statement by statement, but for what every page draws anew."""
    monkeypatch.setitem(cookieless.BUCKETS, "/ballots", Buckets(rate=1e9, burst=1e9))
    pulse = crew.open()
    tickets = [ticket_of(one, pulse) for one in crew.people]
    browsers = [browser_of(one) for one in (crew.alice, crew.people[0])]
    places = ["/", f"/team/{crew.team}/pulse", "/pulses/tickets"]
    places += [f"/pulses/{pulse.id}{part}" for part in ("", "/1", "/comment", "/sent")]

    def told() -> list[tuple[int, bytes, list[str]]]:
        found = []
        for client in browsers:
            for place in places:
                with CaptureQueriesContext(connection) as asked:
                    answer = client.get(place)
                said = without_token(answer.content)
                found.append((answer.status_code, said, [one["sql"] for one in asked.captured_queries]))
        return found

    before = told()
    for ticket in tickets:
        assert post(body_of(pulse, ticket, answers(pulse))).status_code == 204
    assert told() == before


def without_token(content: bytes) -> bytes:
    return re.sub(rb'("csrf": ?|csrfmiddlewaretoken" value=)"\w+"', b"", content)


# --- tickets that browsers fetch, on whatever page ---


def test_every_browser_of_the_roster_is_told_of_open_waves_and_has_one_ticket(
    crew: Crew, moving: Any
) -> None:
    pulse = crew.open()
    dan, client = crew.people[0], browser_of(crew.people[0])
    told = client.get("/pulses/tickets").json()
    assert [one["id"] for one in told["pulses"]] == [str(pulse.id)]
    assert told["pulses"][0]["token_key"] == pulse.token_key
    assert browser_of(crew.alice).get("/pulses/tickets").json()["pulses"] == []

    def ask(body: dict[str, Any]) -> Any:
        return client.post(
            "/pulses/tickets",
            orjson.dumps(body),
            content_type="application/json",
            headers={"X-CSRFToken": told["csrf"]},
        )

    body = {"pulse": str(pulse.id), "blinded": to_text(b"\0" + bytes(254) + b"\2")}
    first = ask(body)
    assert first.status_code == 200
    assert ask(body).json() == first.json(), "an answer that was lost is had again"
    assert ask({**body, "blinded": to_text(b"\0" + bytes(254) + b"\3")}).status_code == 409
    assert ask({**body, "pulse": "none"}).status_code == 404
    assert f'data-ticket="2026-W48.{browser_mark(dan)}"' in page(dan, "/")
    moving.move_to(CLOSES)
    assert client.get("/pulses/tickets").json()["pulses"] == []


def test_nothing_is_kept_of_what_is_answered_with_a_ticket(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    dan = Program.of(crew.people[0], at=OPENS)
    body = {"blinded": to_text(b"\0" + bytes(254) + b"\2")}
    answer = dan.post(f"/pulses/{pulse.id}/token", body, Idempotency_Key="once")
    assert (answer.status_code, answer.data["code"]) == (403, "not_allowed")
    assert answer.data["field"] == "Idempotency-Key"
    assert not answered.Answered.objects.exists()
    assert dan.post(f"/pulses/{crew.team}/token", body, Idempotency_Key="once").status_code == 404
    assert dan.post(f"/pulses/{pulse.id}/token", body).status_code == 201


# --- an office behind one address ---


def test_three_hundred_in_one_office_answer_at_once_and_a_flood_is_stopped(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = cookieless.BUCKETS["/ballots"]
    monkeypatch.setitem(cookieless.BUCKETS, "/ballots", Buckets(rate=own.rate, burst=own.burst, most=9))
    statuses = [post({"wave": 7}, REMOTE_ADDR="10.0.0.1").status_code for _ in range(340)]
    assert statuses[:300] == [422] * 300
    assert statuses.count(429) >= 20
    assert post({"wave": 7}, REMOTE_ADDR="10.0.0.2").status_code == 422
    assert own.rate * 300 >= 300, "and whoever comes within five minutes"


# --- the line on Today, and the rhythm ---


def test_today_has_one_line_for_everybody_who_is_asked_answered_or_not(crew: Crew, moving: Any) -> None:
    line = "How is it to work together in Delivery?"
    assert line not in page(crew.people[0], "/")
    pulse = crew.open()
    for one in crew.people[:2]:
        assert page(one, "/").count(line) == 1
    assert f'data-asked-in="{pulse.id}"' in page(crew.people[0], "/")
    assert line not in page(crew.alice, "/"), "who leads is not asked"
    moving.move_to(CLOSES)
    assert line not in page(crew.people[0], "/")


def test_who_leads_chooses_the_rhythm_with_a_plain_form_and_members_read_it(crew: Crew, moving: Any) -> None:
    address, alice, dan = f"/team/{crew.team}/pulse", browser_of(crew.alice), browser_of(crew.people[0])
    assert {int(one) for one in EVERY_WORDS if one != NEVER} == set(WEEKS)
    assert "Not for now" in page(crew.people[0], address)
    saved = press(alice, address, "Save", weeks="5", first_on="2026-12-07")
    assert (saved.status_code, saved["Location"]) == (303, address)
    read = page(crew.people[0], address)
    assert "Every five weeks" in read
    assert "Next: Monday 7 December" in read
    assert f'action="{address}"' not in read
    bad = press(alice, address, "Save", weeks="6", first_on="2020-01-01")
    assert bad.status_code == 422
    assert "Choose a day from today on" in bad.content.decode()
    assert 'value="2020-01-01"' in bad.content.decode()
    assert press(alice, address, "Save", weeks=NEVER, first_on="").status_code == 303
    assert "Not for now" in page(crew.people[0], address)
    assert dan.post(address, {"weeks": "4"}).status_code == 403
    assert browser_of(crew.mallory).get(address).status_code == 404


def test_the_page_of_the_rhythm_leads_to_a_wave_that_is_open(crew: Crew, moving: Any) -> None:
    set_rhythm(viewer=crew.alice, team=crew.team, weeks=4, first_on=str(OPENS.date()), at=OPENS)
    pulse = crew.open()
    assert f'href="/pulses/{pulse.id}"' in page(crew.people[3], f"/team/{crew.team}/pulse")
    moving.move_to(OPENS + timedelta(days=8))
    assert f'href="/pulses/{pulse.id}"' not in page(crew.people[3], f"/team/{crew.team}/pulse")
