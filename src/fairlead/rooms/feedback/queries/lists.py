"""Feedback of one person, a page at a time; what a team was answered; and what waits, by age and never by person.

The order is by the day it was given, newest first: of an unsigned one that is the Monday of its week, and its place
among those of that day is by a random id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from fairlead.core import policy
from fairlead.core.feedback.rules import DECIDED
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.feedback.models import Standing, Unsigned
from fairlead.rooms.feedback.queries.show import FeedbackShown, all_shown, feeding_of
from fairlead.rooms.feedback.queries.threads import Head, Thread, signed_threads, unsigned_threads
from fairlead.rooms.people.queries import members_of

LIMIT_MAX: Final = 200
Place = Literal["all", "waiting", "to_me", "by_me"]
PLACES: Final[tuple[Place, ...]] = ("all", "waiting", "to_me", "by_me")


@dataclass(frozen=True, slots=True)
class Page:
    """next: the cursor of the next page, None after the last."""

    rows: tuple[FeedbackShown, ...]
    next: str | None


def feedback_page(
    *, viewer: Viewer, at: datetime, place: str = "all", limit: int = 50, after: str | None = None
) -> Page:
    """A page of what was given to the viewer and, signed, by the viewer. Refuses bad_field for limit, place, after."""
    if not 1 <= limit <= LIMIT_MAX:
        raise Refusal("bad_field", field="limit", most=LIMIT_MAX)
    if place not in PLACES:
        raise Refusal("bad_field", field="place")
    found: list[FeedbackShown] = []
    while len(found) <= limit:
        threads = _threads(viewer, place, limit + 1, after)
        mine = [(one, role) for one in threads if (role := policy.part_in_feedback(viewer, feeding_of(one)))]
        shown = all_shown(mine, at=at, zone=viewer.zone)
        found += [one for one in shown if place != "waiting" or one.is_my_turn]
        if len(threads) <= limit:
            break
        after = _cursor_of(threads[-1].given_on, threads[-1].id)
    page = tuple(found[:limit])
    return Page(page, _cursor_of(page[-1].given_on, page[-1].id) if len(found) > limit else None)


def _threads(viewer: Viewer, place: str, limit: int, after: str | None) -> list[Thread]:
    """The next so many of both kinds, in order."""
    to_me = Q(person_id=viewer.person) | Q(team_id__in=viewer.teams)
    mine = {"to_me": to_me & ~Q(author_id=viewer.person), "by_me": Q(author_id=viewer.person)}
    signed = Standing.objects.filter(
        mine.get(place, to_me | Q(author_id=viewer.person)), organisation_id=viewer.organisation
    )
    unsigned = Unsigned.objects.filter(to_me, organisation_id=viewer.organisation, given_on__isnull=False)
    if place == "by_me":
        unsigned = unsigned.none()
    ids = list(_from(signed, after)[:limit].values_list("feedback_id", flat=True))
    found = signed_threads(ids, organisation=viewer.organisation)
    found |= unsigned_threads(_from(unsigned, after)[:limit])
    return sorted(found.values(), key=_place_of)[:limit]


def _place_of(one: Thread) -> tuple[int, UUID]:
    return (-(one.given_on or date.min).toordinal(), one.id)


def _from(rows: QuerySet[Any], after: str | None) -> QuerySet[Any]:
    if after:
        day, last = _cursor(after)
        rows = rows.filter(Q(given_on__lt=day) | Q(given_on=day, feedback_id__gt=last))
    return rows.order_by("-given_on", "feedback_id")


def _cursor_of(day: date | None, last: UUID) -> str:
    return f"{day}~{last}"


def _cursor(after: str) -> tuple[date, UUID]:
    day, _, last = after.partition("~")
    try:
        return date.fromisoformat(day), UUID(last)
    except ValueError:
        raise Refusal("bad_field", field="after") from None


# --- the team ---


@dataclass(frozen=True, slots=True)
class Answered:
    """What a team reads of feedback: what was decided, never what was said, by whom, or whom it was given to.

    Linked to the whole thing only for who can read that anyway: may_open."""

    id: UUID
    about: str
    stage: str
    decision: str
    decided_on: date
    date: date | None
    text: str | None
    changed: str | None
    may_open: bool


_DECIDED: Final = """
SELECT feedback_id, person_id, team_id, given_on FROM {table}
 WHERE organisation_id = %s AND stage IN ({stages}) AND decided_on >= %s AND (team_id = %s OR person_id IN ({members})) AND {more}
 ORDER BY decided_on DESC, feedback_id LIMIT %s"""


def decided_since(
    *,
    viewer: Viewer,
    team: UUID,
    since: date,
    limit: int = 50,
    members: Iterable[UUID] | None = None,
) -> tuple[Answered, ...]:
    """What was decided for this team, or by people of it, since that day: newest first. Refuses not_found.

    Of signed ones only what the author gave leave for, and only while both are of the team. members: of the team, where
    they are already read."""
    if team not in viewer.teams:
        raise Refusal("not_found")
    if members is None:
        members = [one.person.id for one in members_of(team)]
    ours, ids = viewer.organisation, sql.put_ids(members)
    to_us = [sql.put_id(ours), *sorted(DECIDED), since.isoformat(), sql.put_id(team), *ids]
    marks = {"stages": sql.marks(list(DECIDED)), "members": sql.marks(ids)}
    with_leave = f"has_leave AND author_id IN ({marks['members']})"
    signed = _DECIDED.format(table="feedback_standing", more=with_leave, **marks)
    unsigned = _DECIDED.format(table="feedback_unsigned", more="given_on IS NOT NULL", **marks)
    found = signed_threads(
        [sql.take_id(row[0]) for row in sql.rows(signed, [*to_us, *ids, limit])], organisation=ours
    )
    found |= unsigned_threads(_head(row, ours) for row in sql.rows(unsigned, [*to_us, limit]))
    answered = [one for thread in found.values() if (one := _answered(viewer, thread))]
    return tuple(sorted(answered, key=lambda one: (-one.decided_on.toordinal(), one.id))[:limit])


def _head(row: tuple[Any, ...], organisation: UUID) -> Head:
    id_, person, team, given_on = row
    ids = sql.take_id(id_), sql.take_id_or_none(person), sql.take_id_or_none(team)
    return Head(organisation, *ids, sql.take_day_or_none(given_on))


def _answered(viewer: Viewer, thread: Thread) -> Answered | None:
    item = thread.item
    if item.decision is None or item.decided_on is None:
        return None
    decide = next(told for told in reversed(thread.told) if told.entry.act == "decide")
    changed = next((told.entry for told in reversed(thread.told) if told.entry.act == "changed"), None)
    return Answered(
        id=thread.id,
        about=item.about,
        stage=item.stage,
        decision=item.decision,
        decided_on=item.decided_on,
        date=item.date,
        text=str(decide.entry.words["text"]) if decide.entry.words else None,
        changed=changed.data["answer"] if changed else None,
        may_open=policy.part_in_feedback(viewer, feeding_of(thread)) is not None,
    )


@dataclass(frozen=True, slots=True)
class Ages:
    """How long what waits for an answer in a team has been there, in days, longest first. Nobody's name."""

    days: tuple[int, ...]


_WAITS: Final = """
SELECT given_on FROM {table} WHERE organisation_id = %s AND given_on IS NOT NULL AND (stage IN ('received', 'heard')
   OR due_on <= %s) AND (team_id = %s OR person_id IN ({members})){more}"""


def waiting_ages(*, viewer: Viewer, team: UUID, today: date, members: Iterable[UUID] | None = None) -> Ages:
    """What was given to this team, or to people of it, and waits for its recipient. Refuses not_found.

    members: of the team, where they are already read."""
    if team not in viewer.teams:
        raise Refusal("not_found")
    if members is None:
        members = [one.person.id for one in members_of(team)]
    ids = sql.put_ids(members)
    to_us = [sql.put_id(viewer.organisation), today.isoformat(), sql.put_id(team), *ids]
    marks = sql.marks(ids)
    signed = _WAITS.format(table="feedback_standing", members=marks, more=f" AND author_id IN ({marks})")
    unsigned = _WAITS.format(table="feedback_unsigned", members=marks, more="")
    found = sql.rows(f"{signed} UNION ALL {unsigned}", [*to_us, *ids, *to_us])
    return Ages(tuple(sorted((max((today - sql.take_day(day)).days, 0) for (day,) in found), reverse=True)))


def recent(today: date, *, days: int = 90) -> date:
    """From when on a page shows what was decided."""
    return today - timedelta(days=days)
