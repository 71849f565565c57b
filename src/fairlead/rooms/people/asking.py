"""The person behind a session or a token, in one statement that SQLite and PostgreSQL both take.

What lives here: what doors/who.py asks at every request. What may not: anything else."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.db import connection

from fairlead.core.policy import Viewer
from fairlead.doors.sql import put_at, take_id, together
from fairlead.doors.who import Asking, TeamName
from fairlead.rooms.people.codes import hash_of

# A name is one line (core/names.py), so a line end parts the teams of a person.
_TEAMS: Final = """
(SELECT {together}(CASE WHEN m.is_lead THEN '*' ELSE ' ' END || CAST(t.id AS text) || t.name,
                   CAST(%s AS text))
   FROM people_membership m JOIN people_team t ON t.id = m.team_id WHERE m.person_id = p.id)"""

_PERSON: Final = """
p.id, p.organisation_id, p.name, p.is_admin, p.zone, p.language, p.theme, p.has_shortcuts,
p.account_id, p.shown_team_id, o.name, CAST(p.keys AS text), p.is_guest, o.has_mirror,"""

_HERE: Final = "p.suspended_at IS NULL AND p.left_at IS NULL AND p.erased_at IS NULL"

_BY_SESSION: Final = f"""
SELECT {_PERSON}{_TEAMS}, s.id, s.session_data, s.account_id
  FROM people_session s
  LEFT JOIN people_account a ON a.id = s.account_id AND a.is_active
  LEFT JOIN people_person p ON p.id = s.person_id AND p.account_id = a.id AND {_HERE}
  LEFT JOIN people_organisation o ON o.id = p.organisation_id
 WHERE s.key_hash = %s AND s.expires_at > %s"""

_BY_TOKEN: Final = f"""
SELECT {_PERSON}{_TEAMS}, k.scopes
  FROM people_token k
  JOIN people_person p ON p.id = k.person_id AND {_HERE}
  JOIN people_account a ON a.id = p.account_id AND a.is_active
  JOIN people_organisation o ON o.id = p.organisation_id
 WHERE k.code_hash = %s AND k.expires_at > %s AND k.revoked_at IS NULL"""


def of_session(key: str, *, at: datetime) -> Asking | None:
    row = _row(_BY_SESSION, hash_of(key), at)
    if row is None:
        return None
    *person, session, session_data, account = row
    return _asking(
        person,
        scopes=None,
        session=take_id(session),
        session_data=session_data,
        account=None if account is None else take_id(account),
    )


def of_token(code: str, *, at: datetime) -> Asking | None:
    row = _row(_BY_TOKEN, hash_of(code), at)
    if row is None:
        return None
    *person, scopes = row
    return _asking(person, scopes=frozenset(scopes.split()), account=take_id(person[8]))


@cache
def _spelled(statement: str) -> str:
    return statement.format(together=together())


def _row(statement: str, code_hash: str, at: datetime) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(_spelled(statement), ["\n", code_hash, put_at(at)])
        return cursor.fetchone()


def _asking(
    row: list[Any],
    *,
    scopes: frozenset[str] | None,
    account: UUID | None,
    session: UUID | None = None,
    session_data: str | None = None,
) -> Asking:
    if row[0] is None:
        return Asking(session=session, session_data=session_data, account=account)
    teams = _teams(row[14])
    return Asking(
        viewer=Viewer(
            person=take_id(row[0]),
            organisation=take_id(row[1]),
            name=row[2],
            is_admin=bool(row[3]),
            zone=row[4],
            language=row[5],
            theme=row[6],
            has_shortcuts=bool(row[7]),
            scopes=scopes,
            teams=tuple(team.id for team in teams),
            leads=tuple(team.id for team in teams if team.is_lead),
            is_guest=bool(row[12]),
        ),
        account=account,
        session=session,
        session_data=session_data,
        organisation_name=row[10],
        has_mirror=bool(row[13]),
        keys=row[11],
        shown_team=None if row[9] is None else take_id(row[9]),
        teams=teams,
    )


def _teams(together: str | None) -> tuple[TeamName, ...]:
    """`*` (leads) or a blank, the id, the name: one team a line."""
    found = [_team(line) for line in together.split("\n")] if together else []
    return tuple(sorted(found, key=lambda team: (team.name.casefold(), team.id)))


def _team(line: str) -> TeamName:
    # An id has 36 marks on PostgreSQL, 32 on SQLite (no hyphens).
    length = 36 if line[9] == "-" else 32
    return TeamName(UUID(line[1 : 1 + length]), line[1 + length :], line[0] == "*")
