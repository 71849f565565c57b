"""Proposing an agreement: to one colleague, to one's team, or out of a conversation both have agreed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation import agreement as law
from fairlead.core.policy import Viewer
from fairlead.core.promise.terms import is_blank
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_id
from fairlead.doors.journal.writing import Raced, the_same_or_busy
from fairlead.rooms.agreements.actions.append import append
from fairlead.rooms.agreements.queries.show import AgreementShown, show_journal
from fairlead.rooms.agreements.queries.stored import Journal, journal
from fairlead.rooms.people.queries import colleague, members_of

MOST: Final = 200
"""ids that are read of what was sent as parties"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom it is proposed to, as it comes from a door: both people's ids, or the other's alone; or one of my teams."""

    parties: Any = None
    team: Any = None


def open_agreement(
    *, viewer: Viewer, wanted: Wanted, facts: Mapping[str, Any], at: datetime, agreement: UUID | None = None
) -> AgreementShown:
    """Propose it. facts: actions and look_again_on. Refuses missing_field and bad_field.

    `agreement`: the id it will have; proposed twice under one id it is one agreement."""
    team = _team(viewer, wanted.team)
    parties = _of_team(viewer, team, wanted.parties) if team else _two(viewer, wanted.parties)
    opening = law.Opening(agreement or new_id(), viewer.person, parties, team=team)
    move = law.open_agreement(opening, facts=facts, at=at, zone=viewer.zone)

    def once() -> Journal:
        try:
            return append(move, before=None, organisation=viewer.organisation, team=team)
        except Raced:
            there = journal(move.of, organisation=viewer.organisation)
            return the_same_or_busy(there, move)

    return show_journal(sql.with_retries(once), viewer=viewer, at=at)


def _id(given: Any, field: str) -> UUID:
    try:
        return given if isinstance(given, UUID) else UUID(str(given))
    except ValueError:
        raise Refusal("bad_field", field=field) from None


def _team(viewer: Viewer, given: Any) -> UUID | None:
    if is_blank(given):
        return None
    team = _id(given, "team")
    if team not in viewer.teams:
        raise Refusal("bad_field", field="team")
    return team


def _of_team(viewer: Viewer, team: UUID, given: Any) -> frozenset[UUID]:
    """All who are in it now; nobody is picked out."""
    if not is_blank(given):
        raise Refusal("bad_field", field="parties")
    return frozenset(member.person.id for member in members_of(team)) | {viewer.person}


def _two(viewer: Viewer, given: Any) -> frozenset[UUID]:
    if is_blank(given):
        raise Refusal("missing_field", field="parties")
    if not isinstance(given, list | tuple) or len(given) > MOST:
        raise Refusal("bad_field", field="parties")
    parties = frozenset(_id(person, "parties") for person in given) | {viewer.person}
    if len(parties) != 2:
        raise Refusal("bad_field", field="parties")
    for person in parties - {viewer.person}:
        if colleague(viewer, person) is None:
            raise Refusal("bad_field", field="parties", why="unknown")
    return parties
