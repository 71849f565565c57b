"""Without a name: the ticket, the receipt, the way there and back; and everything forged, spent, guessed or too late."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairlead.core.feedback.receipt import LENGTH, receipt_hash, receipt_of
from fairlead.core.feedback.telling import GOOD_WEEKS, crowd_needed, is_good
from fairlead.core.pulse.ballot import from_text, to_text
from fairlead.core.reflection import Week
from fairlead.core.refusals import Refusal
from fairlead.doors import cookieless
from fairlead.doors.clock import now
from fairlead.rooms.feedback.actions.telling import forget_tickets, tell_unsigned
from fairlead.rooms.feedback.actions.tickets import issue
from fairlead.rooms.feedback.models import Issued, Said, Spent, Unsigned, WeekKey
from fairlead.rooms.feedback.queries.lists import waiting_ages
from fairlead.rooms.people import actions as people
from tests.doors.program import refused
from tests.rooms.feedback.test_signed import FRIDAY, later, moved
from tests.rooms.feedback.tickets import post, said, ticket_of
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.conftest import Programs

TEXT = "Dates move without a word"


def written(programs: Programs, to: Any = None, **changes: Any) -> str:
    """Olga writes to Dan; her receipt."""
    ticket = ticket_of(programs.world.olga, at=now())
    tell_unsigned(at=now())
    answer = post("/unsigned", {**said(to or programs.world.dan.person, TEXT, **ticket), **changes})
    assert answer.status_code == 201, answer.data
    receipt: str = answer.data["receipt"]
    return receipt


def told(programs: Programs, clock: Any) -> Programs:
    """Everybody has been here, and it is the next day."""
    for one in (programs.world.alice, programs.world.dan):
        ticket_of(one, at=now())
    programs = later(programs, clock, days=1)
    tell_unsigned(at=now())
    return programs


# --- the way there and back ---


def test_it_is_told_the_next_day_heard_answered_and_answered_again(programs: Programs, clock: Any) -> None:
    receipt = written(programs)
    assert len(receipt.replace("-", "")) == LENGTH
    before = post("/unsigned/read", {"receipt": receipt})
    assert (before.status_code, before.data["stage"], before.data["given_on"]) == (200, "received", None)
    assert not programs.dan.get("/feedback").data["items"]
    programs = told(programs, clock)
    [item] = programs.dan.get("/feedback?place=waiting").data["items"]
    assert (item["signed"], item["author"], item["given_on"]) == (False, None, "2026-11-23")
    moved(programs.dan, item["id"], "hear", text="You want to hear before a date moves")
    seen = post("/unsigned/read", {"receipt": receipt.lower().replace("-", " ")})
    assert (seen.data["stage"], seen.data["waiting_for"]) == ("said_back", "author")
    assert "id" not in seen.data
    body = {"receipt": receipt, "act": "confirm", "answer": "partly", "text": "And why", "version": 2}
    answer = post("/unsigned/answer", body)
    assert (answer.status_code, answer.data["stage"]) == (200, "received")
    moved(programs.dan, item["id"], "hear", text="And why it moves")
    post("/unsigned/answer", {"receipt": receipt, "act": "confirm", "answer": "yes"})
    moved(programs.dan, item["id"], "decide", decision="will", text="I say so, and why", date=FRIDAY)
    moved(programs.dan, item["id"], "done")
    over = post("/unsigned/answer", {"receipt": receipt, "act": "changed", "answer": "yes"})
    assert (over.data["stage"], over.data["ended"]) == ("changed", True)
    lines = programs.dan.get(f"/feedback/{item['id']}").data["lines"]
    assert {(line["by"], line["on"]) for line in lines if line["role"] == "author"} == {(None, None)}
    [one] = programs.olga.get(f"/teams/{programs.world.team}/answered").data["items"]
    assert (one["text"], one["changed"]) == ("I say so, and why", "yes")


def test_nobody_but_the_recipient_and_the_receipt_reads_it(programs: Programs, clock: Any) -> None:
    written(programs)
    programs = told(programs, clock)
    [item] = programs.dan.get("/feedback").data["items"]
    for who in (programs.alice, programs.olga):
        refused(who.get(f"/feedback/{item['id']}"), 404, "not_found")
        assert not who.get("/feedback").data["items"]
    assert TEXT not in str(programs.olga.get("/me/export").content)


def test_a_team_hears_it_together(programs: Programs, clock: Any) -> None:
    written(programs, to=programs.world.team)
    programs = told(programs, clock)
    for who in (programs.alice, programs.olga):
        [item] = who.get("/feedback").data["items"]
        assert item["to"]["kind"] == "team"


def test_before_it_is_told_its_recipient_knows_of_nothing(programs: Programs) -> None:
    world = programs.world
    *_, hers = [ticket_of(one, at=now()) for one in (world.alice, world.dan, world.olga)]
    assert post("/unsigned", said(world.dan.person, TEXT, **hers)).status_code == 201
    assert tell_unsigned(at=now()) == 0, "never on the day it was said, however many are here"
    [row] = Unsigned.objects.all()
    assert row.given_on is None
    assert not waiting_ages(viewer=world.alice, team=world.team, today=now().date()).days
    refused(programs.dan.get(f"/feedback/{row.feedback_id}"), 404, "not_found")


def test_it_waits_until_enough_people_have_been_here(programs: Programs, clock: Any) -> None:
    """Of four, three: the day on which one alone came says nothing."""
    people.add_person(
        email="mira@example.org", name="Mira", organisation=programs.world.alice.organisation, at=now()
    )
    written(programs)
    assert tell_unsigned(at=now()) == 0
    assert tell_unsigned(at=now()) == 0
    programs = later(programs, clock, days=1)
    ticket_of(programs.world.dan, at=now())
    assert tell_unsigned(at=now()) == 0
    programs = later(programs, clock, days=1)
    ticket_of(programs.world.alice, at=now())
    assert tell_unsigned(at=now()) == 1
    later(programs, clock, days=7)
    assert Unsigned.objects.get().given_on == Week.of(now().date()).before.monday


def test_how_many_are_enough() -> None:
    assert [crowd_needed(people) for people in (1, 2, 3, 4, 5, 6, 7, 100)] == [1, 1, 2, 3, 4, 5, 5, 5]


# --- the ticket ---


def test_one_ticket_a_person_and_week_and_the_same_again_for_the_same(programs: Programs) -> None:
    world = programs.world
    ticket_of(world.dan, at=now())
    with pytest.raises(Refusal) as refusal:
        ticket_of(world.dan, at=now())
    assert (refusal.value.code, refusal.value.field) == ("already_there", "blinded")
    again = [issue(viewer=world.alice, blinded=to_text(bytes(255) + b"\x07"), at=now()) for _ in range(2)]
    assert again[0] == again[1]
    assert Issued.objects.count() == 2
    assert WeekKey.objects.count() == 1


def test_every_signed_in_browser_gets_its_ticket_at_its_address_and_nobody_else(programs: Programs) -> None:
    browser = browser_of(programs.world.dan)
    got = browser.get("/feedback/ticket")
    assert got.json()["week"] == "2026-W48"
    body = {"blinded": to_text(bytes(255) + b"\x07")}
    proof = {"X-CSRFToken": got.json()["csrf"]}
    signed = browser.post("/feedback/ticket", body, content_type="application/json", headers=proof)
    assert (signed.status_code, len(from_text(signed.json()["signature"], "x"))) == (200, 256)
    wrong = browser.post("/feedback/ticket", {"blinded": "x"}, content_type="application/json", headers=proof)
    assert wrong.status_code == 422
    assert browser.post("/feedback/ticket", body, content_type="application/json").status_code == 403
    assert Client().get("/feedback/ticket").status_code == 302
    token = {"Authorization": f"Bearer {programs.dan.token}"}
    assert Client(headers=token).get("/feedback/ticket").status_code == 302, (
        "no program fetches it for somebody"
    )


def test_a_ticket_of_an_earlier_week_is_good_until_it_is_too_old(programs: Programs, clock: Any) -> None:
    ticket = ticket_of(programs.world.olga, at=now())
    later(programs, clock, days=7 * (GOOD_WEEKS - 1))
    forget_tickets(at=now())
    body = said(programs.world.dan.person, TEXT, **ticket)
    clock.shift(timedelta(days=7))
    refused(post("/unsigned", body), 410, "code_expired", "week")
    clock.shift(timedelta(days=-7))
    assert post("/unsigned", body).status_code == 201


def test_weeks_ahead_and_long_past_are_no_good() -> None:
    this = Week.of(now().date())
    assert is_good(this, today=this.monday)
    assert not is_good(this.after, today=this.monday)


def test_forged_spent_and_other_tickets_are_refused_with_a_sentence(programs: Programs, clock: Any) -> None:
    world = programs.world
    ticket = ticket_of(world.olga, at=now())
    good = said(world.dan.person, TEXT, **ticket)
    forged = bytearray(from_text(ticket["signature"], "signature"))
    forged[7] ^= 1
    theirs = ticket_of(world.mallory, at=now())
    for wrong in (
        {"signature": to_text(bytes(forged))},
        {"token": to_text(bytes(64))},
        theirs,
        {"to": str(world.mallory.person)},
        {"to": str(uuid4())},
    ):
        answer = post("/unsigned", {**good, **wrong})
        refused(answer, 422, "bad_field", "token")
        assert "your words are still here" in answer.data["detail"]
    later(programs, clock, days=7)
    ticket_of(world.dan, at=now())
    refused(post("/unsigned", {**good, "week": "2026-W49"}), 422, "bad_field", "token")
    assert post("/unsigned", good).status_code == 201
    refused(post("/unsigned", {**good, "text": "Another"}), 409, "code_used", "token")
    assert Unsigned.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"text": " "}, "missing_field", "text"),
        ({"about": None}, "missing_field", "about"),
        ({"about": "Dan"}, "bad_field", "about"),
        ({"to": None}, "missing_field", "to"),
        ({"to": "Dan"}, "bad_field", "to"),
        ({"thing": str(uuid4())}, "bad_field", "thing"),
        ({"leave": "yes"}, "bad_field", "leave"),
        ({"token": None}, "missing_field", "token"),
        ({"token": "short"}, "bad_field", "token"),
        ({"signature": 7}, "bad_field", "signature"),
        ({"week": None}, "missing_field", "week"),
        ({"week": "last"}, "bad_field", "week"),
        ({"week": "2027-W40"}, "code_expired", "week"),
    ],
)
def test_what_is_missing_or_bad_is_said_and_spends_nothing(
    programs: Programs, change: dict[str, Any], code: str, field: str
) -> None:
    ticket = ticket_of(programs.world.olga, at=now())
    good = said(programs.world.dan.person, TEXT, **ticket)
    answer = post("/unsigned", {**good, **change})
    refused(answer, 410 if code == "code_expired" else 422, code, field)
    assert not Spent.objects.exists()
    assert post("/unsigned", good).status_code == 201


def test_sent_again_after_a_lost_answer_it_is_one_and_has_the_same_receipt(programs: Programs) -> None:
    body = said(programs.world.dan.person, TEXT, **ticket_of(programs.world.olga, at=now()))
    answers = [post("/unsigned", body) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data["receipt"] for answer in answers}) == 1
    assert (Unsigned.objects.count(), Said.objects.count(), Spent.objects.count()) == (1, 1, 1)


# --- the receipt ---


def test_wrong_unknown_and_malformed_receipts_are_one_answer_and_the_same_statements(
    programs: Programs,
) -> None:
    written(programs)
    unknown = receipt_of(b"nobody's")
    told_ = set()
    for receipt in (unknown, unknown[:-1], "", None, 7, [1], "x" * 5000, "ÄÖÜ", "A" * 25):
        with CaptureQueriesContext(
            connection,
        ) as ran:
            answer = post("/unsigned/read", {"receipt": receipt})
        shape = tuple(query["sql"].split("WHERE")[0] for query in ran.captured_queries)
        told_.add((answer.status_code, answer.content, shape))
        answer = post("/unsigned/answer", {"receipt": receipt, "act": "say", "text": "x"})
        refused(answer, 404, "not_found")
    assert len(told_) == 1
    assert post("/unsigned/read", {}).status_code == 404


def guessed(receipt: str, sender: str) -> HttpRequest:
    """As it comes from the server, without what a test client does around it."""
    request = HttpRequest()
    request.method, request.path = "POST", "/unsigned/read"
    request.META |= {"REMOTE_ADDR": sender, "HTTP_USER_AGENT": receipt}
    return request


def test_ten_thousand_guesses_are_slowed_down_and_no_address_is_kept() -> None:
    """Who guesses too often is answered at the door: nothing is asked of what lies behind it, be the guess right or wrong."""
    asked: list[str] = []

    def behind(request: HttpRequest) -> HttpResponse:
        asked.append(request.path)
        assert "REMOTE_ADDR" not in request.META
        answer = HttpResponse(status=404)
        answer.set_cookie("known", "by it")
        return answer

    door = cookieless.Cookieless(behind)
    answers = [door(guessed(receipt_of(guess.to_bytes(2)), "10.0.0.7")) for guess in range(10_000)]
    assert len(asked) == sum(answer.status_code == 404 for answer in answers) <= 40
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert len({answer.content for answer in slowed}) == 1
    assert not any(answer.cookies for answer in answers), "whatever lies behind the door"
    assert {int(answer.headers["Retry-After"]) for answer in slowed} <= {1, 2}
    assert "10.0.0.7" not in repr(vars(cookieless.BUCKETS["/unsigned"]))
    assert door(guessed("", "10.0.0.9")).status_code == 404, "somebody else is not slowed down"


def test_a_guess_too_many_is_answered_alike_whether_it_is_right_or_wrong(programs: Programs) -> None:
    receipt = written(programs)
    guesses = [receipt_of(bytes([guess])) for guess in range(40)]
    statuses = [post("/unsigned/read", {"receipt": guess}).status_code for guess in guesses]
    assert sorted(set(statuses)) == [404, 429]
    told = []
    for one in (receipt, guesses[0]):
        with CaptureQueriesContext(connection) as ran:
            answer = post("/unsigned/read", {"receipt": one})
        told.append((answer.status_code, answer.content, answer.headers["Retry-After"], len(ran)))
    assert told[0] == told[1]
    assert told[0][3] == 0
    other = post("/unsigned/read", {"receipt": receipt}, REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 200


def test_no_number_of_guesses_finds_one_of_125_bits() -> None:
    """The rate of one sender, for a thousand years, from a million senders."""
    code = receipt_of(b"a ticket").replace("-", "")
    assert (len(code), set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")) == (25, True)
    guesses = cookieless.BUCKETS["/unsigned"].rate * 1e6 * 3600 * 24 * 365 * 1000
    assert guesses / 32 ** len(code) < 1e-15
    assert receipt_hash("0" * 25) == receipt_hash("O" * 25)


def test_an_answer_out_of_turn_or_to_an_older_page_is_refused(programs: Programs, clock: Any) -> None:
    receipt = written(programs)
    refused(
        post("/unsigned/answer", {"receipt": receipt, "act": "confirm", "answer": "yes"}),
        409,
        "not_your_move",
    )
    refused(post("/unsigned/answer", {"receipt": receipt, "act": "hear", "text": "x"}), 409, "not_your_move")
    refused(
        post("/unsigned/answer", {"receipt": receipt, "act": "say", "text": "x", "version": 9}),
        409,
        "stale_terms",
    )
    refused(post("/unsigned/answer", {"receipt": receipt, "act": "vanish"}), 422, "unknown_act")
    refused(post("/unsigned/answer", b"{"), 400, "bad_json")
    assert Client().post("/unsigned/read", {"receipt": receipt}).status_code == 415


# --- the address at which nobody is known ---


def test_nothing_that_was_sent_along_reaches_further_than_the_door(
    programs: Programs, caplog: pytest.LogCaptureFixture
) -> None:
    body = said(programs.world.dan.person, TEXT, **ticket_of(programs.world.olga, at=now()))
    browser = browser_of(programs.world.olga)
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as ran:
        answer = browser.post(
            "/unsigned",
            body,
            content_type="application/json",
            headers={"Referer": "https://example.org/feedback/new", "Idempotency-Key": "olga-1"},
        )
    assert answer.status_code == 201
    assert not answer.cookies
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not [query for query in ran.captured_queries if "people_session" in query["sql"]]
    assert str(programs.world.olga.person) not in caplog.text
    assert TEXT not in caplog.text
    page = browser.get("/unsigned")
    assert (page.status_code, page.cookies.output()) == (200, "")
    assert b"Olga" not in page.content


def test_its_rows_hold_no_person_no_moment_and_no_order(programs: Programs) -> None:
    written(programs)
    fields = {field.get_internal_type() for model in (Unsigned, Spent) for field in model._meta.fields}
    assert "DateTimeField" not in fields
    [line] = Said.objects.all()
    assert (line.by_id, line.on) == (None, None)
    assert line.feedback_id.version == 4, "by chance alone: the other ids bear their moment"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in ("unsigned", "said", "spent", "issued"):
                cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [f"feedback_{table}"])
                assert cursor.fetchone()[0].endswith("WITHOUT ROWID")


def test_who_had_a_ticket_is_forgotten_with_the_week(programs: Programs, clock: Any) -> None:
    ticket_of(programs.world.dan, at=now())
    assert forget_tickets(at=now()) == 0
    assert Issued.objects.count() == 1
    later(programs, clock, days=7)
    forget_tickets(at=now())
    assert not Issued.objects.exists()
    assert WeekKey.objects.get().private is None
    later(programs, clock, days=7 * GOOD_WEEKS)
    forget_tickets(at=now())
    assert not WeekKey.objects.exists()
