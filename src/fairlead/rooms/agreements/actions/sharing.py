"""Letting others read what two agreed, without the accounts: the team, or those who lead the team above. It takes both.

What may not live here: what they then read (queries/shared.py)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.agreements.queries.shared import AUDIENCES, Said, said_of
from fairlead.rooms.agreements.queries.show import AgreementShown, show
from fairlead.rooms.people.queries import shared_teams
from fairlead.rooms.people.shapes import TeamCard

_SAY: Final = """
INSERT INTO agreements_shared (agreement_id, person_id, audience, organisation_id, team_id, version, at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (agreement_id, person_id, audience) DO UPDATE
   SET team_id = excluded.team_id, version = excluded.version, at = excluded.at"""
_UNSAY: Final = "DELETE FROM agreements_shared WHERE agreement_id = %s AND person_id = %s AND audience = %s"


def teams_to_share_with(shown: AgreementShown, viewer: Viewer) -> tuple[TeamCard, ...]:
    """Teams both of the two are in; none where it is not theirs to share, or not in force."""
    if shown.team is not None or not shown.in_force or viewer.person not in shown.shown.agreed:
        return ()
    return shared_teams(*shown.parties)


def share_agreement(
    *, viewer: Viewer, agreement: UUID, audience: str, is_wanted: Any, team: Any = None, at: datetime
) -> tuple[Said, ...]:
    """Say it, or take it back; it holds once both have said it. Refuses not_found, not_your_move, bad_field.

    team: where both are in several."""
    shown = show(viewer=viewer, agreement=agreement, at=at)
    if audience not in AUDIENCES or not isinstance(is_wanted, bool):
        raise Refusal("bad_field", field="audience" if audience not in AUDIENCES else "shared")
    if viewer.person not in shown.parties or shown.team is not None:
        raise Refusal("not_your_move", of="agreement")
    who = [sql.put_id(agreement), sql.put_id(viewer.person), audience]
    if is_wanted:
        chosen = _team(teams_to_share_with(shown, viewer), team, audience)
        ids = [sql.put_id(viewer.organisation), sql.put_id(chosen)]
        sql.with_retries(lambda: sql.written([(_SAY, [*who, *ids, shown.shown.version, sql.put_at(at)])]))
    else:
        sql.with_retries(lambda: sql.written([(_UNSAY, who)]))
    return said_of(agreement, shown.shown.version, organisation=viewer.organisation)


def _team(teams: tuple[TeamCard, ...], given: Any, audience: str) -> UUID:
    """The team itself; of those above it there has to be one."""
    fits = [one for one in teams if audience == "team" or one.parent is not None]
    if not fits:
        raise Refusal("not_your_move", of="agreement")
    if given in (None, ""):
        if len(fits) > 1:
            raise Refusal("missing_field", field="team")
        return fits[0].id
    found = next((one.id for one in fits if str(one.id) == str(given)), None)
    if found is None:
        raise Refusal("bad_field", field="team")
    return found
