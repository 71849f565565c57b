"""Mails about a pulse: as it opens, at half time, when the result is there; the same for all, answered or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from fairlead.doors import cookieless
from fairlead.doors.api.rate import Buckets
from fairlead.outside.mail import Letter
from fairlead.rooms.notices.actions.follow_pulses import tell_of_pulses
from fairlead.rooms.notices.actions.letters import Cancelled, Postponed, letter_of
from fairlead.rooms.notices.models import Outbox
from fairlead.rooms.people import actions
from tests.rooms.pulses.waves import CLOSES, OPENS, Crew, answers, body_of, close, post, ticket_of

HALF = OPENS + timedelta(days=3)
ENDED = CLOSES + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _no_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cookieless.BUCKETS, "/ballots", Buckets(rate=1e9, burst=1e9))


def told(kind: str, mark: str, at: datetime) -> dict[str, Letter | Cancelled | Postponed]:
    """The mails of this kind that are due by then, by whom they are for."""
    tell_of_pulses(at=at)
    rows = Outbox.objects.filter(kind=kind, mark=mark, due_at__lte=at, cancelled_at=None)
    return {str(row.person_id): letter_of(row, at=at) for row in rows}


def texts(found: dict[str, Any]) -> set[str]:
    """Without the names and the addresses to stop them."""
    return {one.text.split(",", 1)[1].split("\n--\n")[0] for one in found.values()}


def test_everybody_who_is_asked_is_told_twice_answered_or_not_and_nobody_else(
    crew: Crew, moving: Any
) -> None:
    pulse = crew.open()
    asked = {str(one.person) for one in crew.people}
    first = told("pulse", "open", OPENS)
    assert set(first) == asked
    for one in crew.people[:4]:
        post(body_of(pulse, ticket_of(one, pulse), answers(pulse)))
    second = told("pulse", "half", HALF)
    assert set(second) == asked, "those who answered, too"
    for found in (first, second):
        [text] = texts(found)
        assert f"/pulses/{pulse.id}" in text
        assert "until the end of Sunday 29 November" in text
        assert "whether or not they answered" in text
    assert Outbox.objects.filter(kind="pulse").count() == 2 * len(asked)
    tell_of_pulses(at=HALF + timedelta(hours=2))
    assert Outbox.objects.filter(kind="pulse").count() == 2 * len(asked), (
        "planned again, nothing is planned twice"
    )


def test_who_was_away_is_told_once_and_who_left_not_at_all(crew: Crew, moving: Any) -> None:
    crew.open()
    gone = crew.people[0].person
    actions.leave_team(gone, team=crew.team, by=crew.alice, at=OPENS)
    assert told("pulse", "open", OPENS)[str(gone)] == Cancelled("gone")
    still = told("pulse", "open", HALF)
    assert still[str(crew.people[1].person)] == Cancelled("moved_on"), "the one of half time will do"
    assert told("pulse", "half", CLOSES)[str(crew.people[1].person)] == Cancelled("moved_on")


def test_when_the_result_is_there_the_whole_team_is_told_and_who_leads_it_with_them(
    crew: Crew, moving: Any
) -> None:
    pulse = crew.open()
    for one in crew.people[:6]:
        post(body_of(pulse, ticket_of(one, pulse), answers(pulse)))
    assert told("pulse_end", "told", CLOSES) == {}
    moving.move_to(ENDED)
    close(ENDED)
    found = told("pulse_end", "told", ENDED)
    assert set(found) == {str(one.person) for one in (crew.alice, *crew.people)}
    [text] = texts(found)
    assert f"/pulses/{pulse.id}" in text
    release = crew.shown().release
    assert release is not None
    assert str(release["safe"]["value"]) not in text.replace(str(pulse.id), "")


def test_where_too_few_answered_nobody_is_mailed(crew: Crew, moving: Any) -> None:
    crew.open()
    moving.move_to(ENDED)
    close(ENDED)
    assert told("pulse_end", "told", ENDED) == {}
