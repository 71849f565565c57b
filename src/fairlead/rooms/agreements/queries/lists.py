"""The agreements of one person, a page at a time. What time has done to them is derived when they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation.consent import standing
from fairlead.core.conversation.facts import day_of
from fairlead.core.journal import write_at
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.agreements.queries.show import AgreementShown, may, show_journals
from fairlead.rooms.agreements.queries.stored import Journal, journals

LIMIT_MAX: Final = 200
Place = Literal["all", "in_force", "to_look_at"]
PLACES: Final[tuple[Place, ...]] = ("all", "in_force", "to_look_at")


@dataclass(frozen=True, slots=True)
class Only:
    """Which ones: in force, or to be looked at again; those of two with this person; those of this team.

    binding: those the viewer and this person are both a party of, be it a team's."""

    place: str = "all"
    other: UUID | None = None
    team: UUID | None = None
    binding: UUID | None = None


EVERY: Final = Only()


@dataclass(frozen=True, slots=True)
class Page:
    """next: the cursor of the next page, None after the last."""

    rows: tuple[AgreementShown, ...]
    next: str | None


def agreements_page(
    *, viewer: Viewer, at: datetime, only: Only = EVERY, limit: int = 50, after: str | None = None
) -> Page:
    """A page of those the viewer can read, what moved last first.

    Refuses bad_field for a limit out of range, a place and a cursor that is none."""
    if not 1 <= limit <= LIMIT_MAX:
        raise Refusal("bad_field", field="limit", most=LIMIT_MAX)
    if only.place not in PLACES:
        raise Refusal("bad_field", field="place")
    found: list[Journal] = []
    while len(found) <= limit:
        rows = _rows(viewer, only, limit + 1, after)
        read = journals([one for one, _ in rows], organisation=viewer.organisation)
        found += [read[one] for one, _ in rows if one in read and _is_wanted(read[one], viewer, only, at)]
        if len(rows) <= limit:
            break
        last, moved_at = rows[-1]
        after = f"{write_at(moved_at)}~{last}"
    page = found[:limit]
    shown = show_journals(page, viewer=viewer, at=at)
    return Page(shown, f"{write_at(shown[-1].updated_at)}~{shown[-1].id}" if len(found) > limit else None)


def _is_wanted(found: Journal, viewer: Viewer, only: Only, at: datetime) -> bool:
    if not may(viewer, "read", found, at=at):
        return False  # who is no party of what stands by now
    stands = standing(found.agreement, at=at)
    if only.binding is not None and not {viewer.person, only.binding} <= stands.agreed:
        return False
    if only.place == "to_look_at":
        return stands.in_force and stands.look_again_on <= day_of(at, viewer.zone)
    return stands.in_force or only.place == "all"


_ROWS: Final = """
SELECT agreement_id, updated_at FROM agreements_standing WHERE organisation_id = %s{more}
 ORDER BY updated_at DESC, agreement_id LIMIT %s"""
_PARTY: Final = (
    "agreement_id IN (SELECT agreement_id FROM agreements_party WHERE organisation_id = %s AND {column} = %s)"
)


def _rows(viewer: Viewer, only: Only, limit: int, after: str | None) -> list[tuple[UUID, datetime]]:
    seen = policy.visible(viewer, "agreement")
    ours = sql.put_id(seen.organisation)
    mine = [_PARTY.format(column=column) for column in seen.columns]
    values: list[Any] = [value for _ in seen.columns for value in (ours, sql.put_id(seen.person))]
    if viewer.teams:
        mine.append(f"team_id IN ({sql.marks(viewer.teams)})")
        values += sql.put_ids(viewer.teams)
    more = f" AND ({' OR '.join(mine)})"
    if only.team is not None:
        more, values = f"{more} AND team_id = %s", [*values, sql.put_id(only.team)]
    if only.other is not None:
        more += f" AND team_id IS NULL AND {_PARTY.format(column='person_id')}"
        values += [ours, sql.put_id(only.other)]
    if only.binding is not None:
        more += f" AND {_PARTY.format(column='person_id')}"
        values += [ours, sql.put_id(only.binding)]
    if after:
        moved_at, last = _cursor(after)
        more += " AND (updated_at < %s OR (updated_at = %s AND agreement_id > %s))"
        values += [sql.put_at(moved_at), sql.put_at(moved_at), sql.put_id(last)]
    found = sql.rows(_ROWS.format(more=more), [ours, *values, limit])
    return [(sql.take_id(id_), sql.take_at(moved_at)) for id_, moved_at in found]


def _cursor(after: str) -> tuple[datetime, UUID]:
    moved_at, _, last = after.partition("~")
    try:
        found = datetime.fromisoformat(moved_at), UUID(last)
    except ValueError:
        raise Refusal("bad_field", field="after") from None
    if found[0].tzinfo is None or found[0].year < 2:
        raise Refusal("bad_field", field="after")
    return found
