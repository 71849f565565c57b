"""What two let their team read of their agreement, or those who lead the team above: what each does, without the accounts.

What may not live here: anything of the conversation it comes from, and what only one of the two has said may be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Agreeing, Viewer
from fairlead.doors import sql
from fairlead.rooms.agreements.queries.show import Action, AgreementShown, people_in, show_journal
from fairlead.rooms.agreements.queries.stored import journals
from fairlead.rooms.people.queries import all_teams, cards, people_in_teams

LIMIT: Final = 200
TEAM: Final = "team"
ABOVE: Final = "above"
AUDIENCES: Final = (TEAM, ABOVE)

_BOTH: Final = """
SELECT a.agreement_id, a.team_id, a.version, a.audience
  FROM agreements_shared a JOIN agreements_shared b
    ON b.agreement_id = a.agreement_id AND b.audience = a.audience AND b.team_id = a.team_id
   AND b.version = a.version AND b.person_id > a.person_id
 WHERE a.organisation_id = %s AND a.audience = %s AND a.team_id IN ({marks})
 ORDER BY a.agreement_id DESC LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Outline:
    """An agreement of two as others read it. parties: (id, name)."""

    team: UUID
    parties: tuple[tuple[UUID, str], ...]
    actions: tuple[Action, ...]
    look_again_on: date
    fading: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the two has said may be read, of the version that stands."""

    person: UUID
    audience: str
    team: UUID


def shared_outlines(*, viewer: Viewer, at: datetime, team: UUID | None = None) -> tuple[Outline, ...]:
    """Those in force that others let the viewer read, of this team or of all. The viewer's own are in their list."""
    wanted = {team} if team else None
    rows: list[tuple[tuple[UUID, UUID, int, str], UUID | None]]
    rows = [(row, None) for row in _rows(TEAM, set(viewer.teams), wanted, viewer)]
    above = _above(viewer)
    rows += [(row, above[row[1]]) for row in _rows(ABOVE, set(above), wanted, viewer)]
    found = journals({row[0] for row, _ in rows}, organisation=viewer.organisation)
    people = cards({person for one in found.values() for person in people_in(one)})
    there = people_in_teams({row[1] for row, _ in rows})
    shown: dict[UUID, Outline] = {}
    for (id_, ours, version, _audience), sent_to in rows:
        if id_ not in found:
            continue
        one = show_journal(found[id_], viewer=viewer, at=at, people=people, there=frozenset(), came={})
        # who has left the team has taken their leave along
        if there.get(ours, frozenset()).issuperset(one.parties) and _is_read(
            one, ours, version, sent_to, viewer
        ):
            shown.setdefault(id_, _outline(one, ours))
    return tuple(shown.values())


def _above(viewer: Viewer) -> dict[UUID, UUID]:
    """The teams right below those the viewer leads, and which that is."""
    if not viewer.leads:
        return {}
    return {
        one.id: one.parent
        for one in all_teams(viewer.organisation)
        if one.parent is not None and one.parent in viewer.leads
    }


def _rows(
    audience: str, teams: set[UUID], wanted: set[UUID] | None, viewer: Viewer
) -> list[tuple[UUID, UUID, int, str]]:
    ids = sql.put_ids(teams if wanted is None else teams & wanted)
    if not ids:
        return []
    values: list[Any] = [sql.put_id(viewer.organisation), audience, *ids, LIMIT]
    found = sql.rows(_BOTH.format(marks=sql.marks(ids)), values)
    return [(sql.take_id(id_), sql.take_id(ours), version, who) for id_, ours, version, who in found]


def _is_read(one: AgreementShown, team: UUID, version: int, sent_to: UUID | None, viewer: Viewer) -> bool:
    parties = frozenset(one.parties)
    thing = Agreeing(viewer.organisation, parties, shown_to=None if sent_to else team, sent_to=sent_to)
    stands = one.in_force and one.shown.version == version and viewer.person not in parties
    return stands and policy.can_agree(viewer, "read_outline", thing)


def _outline(one: AgreementShown, team: UUID) -> Outline:
    names = tuple((each, one.people[each].name) for each in one.parties if each in one.people)
    return Outline(team, names, one.shown.actions, one.shown.look_again_on, one.fading)


def shared_by_both(said: Iterable[Said]) -> frozenset[str]:
    """To whom both have said it, of one team."""
    pairs = [(one.audience, one.team) for one in said]
    return frozenset(audience for audience, team in pairs if pairs.count((audience, team)) > 1)


_SAID: Final = """
SELECT person_id, audience, team_id FROM agreements_shared
 WHERE agreement_id = %s AND organisation_id = %s AND version = %s ORDER BY audience, person_id"""


def said_of(agreement: UUID, version: int, *, organisation: UUID) -> tuple[Said, ...]:
    """Who of the two has said what may be read of this version. Whether the agreement is the viewer's is the caller's to ask."""
    values = [sql.put_id(agreement), sql.put_id(organisation), version]
    return tuple(Said(sql.take_id(row[0]), row[1], sql.take_id(row[2])) for row in sql.rows(_SAID, values))
