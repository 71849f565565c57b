"""A team of some people who are asked, and what their browsers do with tickets and ballots, for tests without one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.test import Client

from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import blind, finalize, from_text, padded, prepare, to_text
from fairlead.doors import sql
from fairlead.outside.ballots import seal
from fairlead.rooms.people.actions import add_person, found, join_team
from fairlead.rooms.people.queries import teams_of, viewer_for
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.actions.closing import close_due, sweep_closed
from fairlead.rooms.pulses.actions.opening import open_due
from fairlead.rooms.pulses.actions.rhythm import set_rhythm
from fairlead.rooms.pulses.actions.tickets import issue
from fairlead.rooms.pulses.models import Wave
from fairlead.rooms.pulses.queries.show import PulseShown, public_key, pulses_of, show
from tests.rooms.remembered import remembered

JOINED = datetime(2026, 11, 2, 9, tzinfo=UTC)
OPENS = datetime(2026, 11, 23, 9, tzinfo=UTC)
CLOSES = datetime(2026, 11, 30, 9, tzinfo=UTC)


@dataclass
class Crew:
    """Alice leads; the people answer; Mallory is of another organisation."""

    alice: Viewer
    people: list[Viewer]
    mallory: Viewer
    team: UUID

    def open(self, at: datetime = OPENS) -> PulseShown:
        """A wave, as the worker opens it."""
        set_rhythm(viewer=self.alice, team=self.team, weeks=4, first_on=str(at.date()), at=at)
        assert open_due(at=at) == 1
        return self.shown()

    def shown(self) -> PulseShown:
        """The newest wave, as the leader sees it."""
        newest = pulses_of(viewer=self.alice, team=self.team)[1][0]
        return show(viewer=self.alice, pulse=newest.id)

    def join(self, name: str, *, at: datetime = JOINED) -> Viewer:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        entered = add_person(email=email, name=name, organisation=self.alice.organisation, at=at)
        join_team(entered.person, team=self.team, by=None, at=at)
        return fresh(entered.person)


def fresh(person: UUID) -> Viewer:
    viewer = viewer_for(person)
    assert viewer is not None
    return viewer


@remembered
def the_crew(people: int, *, zone: str = "UTC") -> Crew:
    first = found(name="Alice Adams", email="alice@example.org", team="Delivery", at=JOINED, zone=zone)
    stranger = found(name="Mallory", email="mallory@example.net", team="Elsewhere", at=JOINED)
    team = teams_of(first.person)[0].id
    crew = Crew(fresh(first.person), [], fresh(stranger.person), team)
    crew.people = [crew.join(f"Person {number}") for number in range(people)]
    return crew


# --- a browser ---


@dataclass(frozen=True)
class Ticket:
    prepared: bytes
    signature: bytes

    @property
    def id(self) -> bytes:
        return self.prepared[32:]


def ticket_of(viewer: Viewer, pulse: PulseShown, *, at: datetime = OPENS) -> Ticket:
    """Fetched and unblinded."""
    key = public_key(Wave.objects.get(id=pulse.id))
    prepared = prepare(secrets.token_bytes(32), prefix=secrets.token_bytes(32))
    r = 1 + secrets.randbelow(key.n - 1)
    blinded, inverse = blind(key, prepared, salt=secrets.token_bytes(48), r=r)
    answer = issue(viewer=viewer, pulse=pulse.id, blinded=to_text(blinded), at=at)
    return Ticket(
        prepared,
        finalize(key, prepared, blind_signature=from_text(answer, "signature"), inverse=inverse),
    )


def sealed_to(pulse: PulseShown, text: bytes) -> bytes:
    """To the wave's key, by its public half alone: that of the box is the same."""
    with box.opened() as inside:
        keys = inside.rows("SELECT seal FROM pulses_key WHERE wave_id = %s", [sql.put_id(pulse.id)])
    return seal(text, seal_key=bytes(keys[0][0]), salt=pulse.id.bytes)


def answers(pulse: PulseShown, point: int | None = 5, **others: int | None) -> dict[str, int | None]:
    return {**dict.fromkeys(pulse.items, point), **others}


def body_of(
    pulse: PulseShown, ticket: Ticket, given: dict[str, int | None], comment: str = ""
) -> dict[str, Any]:
    return {
        "wave": str(pulse.id),
        "team": str(pulse.team),
        "ballot": to_text(ticket.prepared),
        "signature": to_text(ticket.signature),
        "sealed": to_text(sealed_to(pulse, padded(given, comment))),
    }


def post(body: Any, **more: Any) -> Any:
    """As the page's script does: no cookie, JSON in and out."""
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    answer: Any = Client().post("/ballots", content, content_type="application/json", **more)
    answer.data = orjson.loads(answer.content) if answer.content else None
    return answer


def close(at: datetime = CLOSES) -> None:
    """As the worker does."""
    close_due(at=at)
    sweep_closed(at=at)


def day(at: datetime, days: int) -> date:
    return at.date() + timedelta(days=days)
