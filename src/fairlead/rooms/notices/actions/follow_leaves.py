"""Following who reads along: who is asked for a yes, that a coach is invited, and that it has ended.

What may not: reading anybody's words, deciding who reads along (core/leave, core/conversation)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairlead.core.conversation.journal import Conversation
from fairlead.core.notices import Habits, allowed
from fairlead.doors import sql
from fairlead.rooms.leaves.actions import told
from fairlead.rooms.leaves.queries import Told, untold
from fairlead.rooms.notices.actions.outbox import MOVED_ON, cancel, pending, put
from fairlead.rooms.notices.models import Outbox
from fairlead.rooms.notices.queries import habits_of


@dataclass(frozen=True, slots=True)
class Along:
    """How it stands with one thing. thing: the leave, or the conversation; mark: tells one leave of it from the next.

    whose: of whom it is; asked: whose yes is awaited; coach, ends_at: who reads along, until when; ended_by: nobody is
    told what they did themselves."""

    organisation: UUID
    thing: UUID
    mark: str
    whose: tuple[UUID, ...]
    asked: UUID | None = None
    coach: UUID | None = None
    ends_at: datetime | None = None
    ended_by: UUID | None = None


def follow_leaves(*, at: datetime) -> int:
    """Plan notices for what has changed. How many leaves; in the transaction that remembers it."""
    with sql.one_transaction():
        found = [(one, _along(one)) for one in untold()]
        habits = habits_of({person for _, along in found for person in _people(along)}) if found else {}
        for one, along in found:
            if one.ended_at is not None:
                over(along, habits, at=at)
            else:
                plan(along, habits, at=at)
        told(one.leave.id for one, _ in found)
    return len(found)


def _along(one: Told) -> Along:
    leave = one.leave
    whose = (leave.by, *((leave.other,) if leave.other else ()))
    asked = leave.other if leave.since is None else None
    coach = leave.coach if leave.since else None
    return Along(leave.organisation, leave.id, "", whose, asked, coach, leave.ends_at, one.ended_by)


def _people(along: Along) -> set[UUID]:
    return {*along.whose, *(person for person in (along.asked, along.coach) if person)}


def plan_talk(
    talk: Conversation, organisation: UUID, habits: Mapping[UUID, Habits], *, by: UUID, at: datetime
) -> None:
    """The same for a conversation, which has this in its own journal. by: who took the last step of it."""
    whose, suggested = (talk.asker, talk.doer), talk.suggested
    asked = next((one for one in whose if suggested and one != talk.person(suggested[1])), None)
    since = talk.facilitator[1] if talk.facilitator else None
    mark = since.isoformat() if since else f"v{talk.version}" if suggested else ""
    coach = talk.facilitator[0] if talk.facilitator else None
    along = Along(
        organisation, talk.id, mark, whose, asked if suggested else None, coach, talk.leave_ends_at, by
    )
    over(along, habits, at=at)
    plan(along, habits, at=at)


def plan(along: Along, habits: Mapping[UUID, Habits], *, at: datetime) -> None:
    """What is to be told while it waits or holds; said twice it is one mail."""
    if along.asked is not None:
        _put(along, along.asked, "coach_ask", allowed(at, habits[along.asked]))
    if along.coach is None or along.ends_at is None:
        return
    known = habits.get(along.coach) or habits_of([along.coach])[along.coach]
    _put(along, along.coach, "coach", allowed(at, known))
    for person in (*along.whose, along.coach):
        _put(along, person, "coach_end", along.ends_at)


def over(along: Along, habits: Mapping[UUID, Habits], *, at: datetime) -> None:
    """What was planned for another leave than this one, or for one that was ended: its end is told now."""
    rows = pending().filter(organisation_id=along.organisation, thing_id=along.thing)
    if along.mark:
        rows = rows.exclude(mark=along.mark)
    cancel(rows.filter(kind__in=("coach_ask", "coach")), MOVED_ON, at=at)
    if along.ended_by is not None:
        cancel(rows.filter(kind="coach_end", person_id=along.ended_by), MOVED_ON, at=at)
    rows.filter(kind="coach_end", due_at__gt=at).update(due_at=at)


def _put(along: Along, person: UUID, kind: str, due_at: datetime) -> Outbox:
    return put(
        organisation=along.organisation,
        person=person,
        kind=kind,
        thing=along.thing,
        mark=along.mark,
        due_at=due_at,
    )
