"""Following feedback: who hears that something was said, always in the daily note and never at once.

What may not: when somebody may be mailed (core/notices/plan.py), sending, reading anybody's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from fairlead.core.conversation.facts import day_of
from fairlead.core.notices import Habits, Tell, told_when
from fairlead.doors import sql
from fairlead.doors.journal.book import Followed, lines_after
from fairlead.rooms.feedback.queries.awaited import Awaited, awaited_of_all
from fairlead.rooms.feedback.queries.threads import BOOK, Thread, signed_threads
from fairlead.rooms.notices.actions.follow import BATCH, OLD, reached_in
from fairlead.rooms.notices.actions.hourly import once_a_day
from fairlead.rooms.notices.actions.outbox import add_to_note
from fairlead.rooms.notices.models import Position
from fairlead.rooms.notices.queries import habits_of
from fairlead.rooms.people.queries import members_of

JOURNAL: Final = "feedback"
DAYS: Final = "feedback_days"
QUIET: Final = frozenset({"leave"})


def follow_feedback(*, at: datetime) -> int:
    """Plan notices for the next moves of signed ones. How many were followed. As `follow`, killed anywhere."""
    reached = reached_in(JOURNAL, BOOK)
    moves = lines_after(BOOK, reached, limit=BATCH, at=at)
    if not moves:
        return 0
    found = _found(moves)
    last = {move.of: move for move in moves if move.act not in QUIET and at - move.at < OLD}
    told = [(_hears(found[id_], move), move) for id_, move in last.items() if id_ in found]
    habits = habits_of({person for people, _ in told for person in people})
    with sql.one_transaction():
        place = Position.objects.select_for_update().get(journal=JOURNAL)
        if place.position == reached:
            for people, move in told:
                _tell(people, Awaited(move.organisation, move.of, None, None, move.number), habits, at)
            place.position = moves[-1].position
            place.save(update_fields=["position"])
    return len(moves)


def _found(moves: Iterable[Followed]) -> dict[UUID, Thread]:
    found: dict[UUID, Thread] = {}
    for organisation, some in groupby(
        sorted(moves, key=lambda one: str(one.organisation)), lambda one: one.organisation
    ):
        found |= signed_threads({move.of for move in some}, organisation=organisation)
    return found


def _hears(thread: Thread, move: Followed) -> list[UUID]:
    """What the author says, whom it is given to; what they say, the author."""
    if move.by != thread.author:
        return [thread.author] if thread.author else []
    return [one for one in _recipients(thread.person, thread.team) if one != thread.author]


def _recipients(person: UUID | None, team: UUID | None) -> list[UUID]:
    return [person] if person else [one.person.id for one in members_of(team)] if team else []


def tell_of_waiting(*, at: datetime) -> int:
    """Once a day, after what was said without a name was told, and not sooner, so that no line says when its author was
    here: whoever it waits for. Each line of it once, and once more when its day has come."""
    return once_a_day(DAYS, lambda _since: _tell_all(at), at=at)


def _tell_all(at: datetime) -> int:
    people = [(_owing(one), one) for one in awaited_of_all(today=day_of(at, "UTC"))]
    habits = habits_of({person for some, _ in people for person in some})
    with sql.one_transaction():
        for some, one in people:
            _tell(some, one, habits, at)
    return 0


def _owing(one: Awaited) -> list[UUID]:
    people = _recipients(one.person, one.team)
    return [one.owes] if one.owes in people else people


def _tell(people: Iterable[UUID], one: Awaited, habits: Mapping[UUID, Habits], at: datetime) -> None:
    for person in people:
        planned = told_when(Tell(person, has_ball=False), at=at, date_at=None, habits=habits[person])
        if planned is not None:
            add_to_note(
                organisation=one.organisation,
                person=person,
                thing=one.id,
                number=one.number,
                due_at=planned[1],
                habits=habits[person],
                about="feedback",
            )
