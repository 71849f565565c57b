"""Following the journal: what each new move means for who is told what, written with the place reached.

What may not: the rules themselves (core/notices/plan.py), sending, reading anybody's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from fairlead.core.notices import Habits, Situation, Tell, ahead, allowed, tell_of, told_when
from fairlead.core.promise.journal import Promise, apply
from fairlead.doors import sql
from fairlead.doors.journal.book import Book, Followed, last_position, lines_after
from fairlead.rooms.notices.actions.outbox import add_to_note, cancel_answered, put, reconcile
from fairlead.rooms.notices.models import Outbox, Position
from fairlead.rooms.notices.queries import habits_of
from fairlead.rooms.people import actions as people_actions
from fairlead.rooms.people import queries as people
from fairlead.rooms.promises.queries.stored import BOOK, Journal, journals

JOURNAL: Final = "promises"
BATCH: Final = 20
OLD: Final = timedelta(days=7)
"""A move older than this when it is first followed is no longer news."""
FAR_BEHIND: Final = 20_000
"""Who begins to follow a long history does not mail it: no more than so many moves are looked at."""


def follow(*, at: datetime) -> int:
    """Plan notices for the next moves of the journal. How many were followed.

    Two workers take turns; killed anywhere, nothing was done and it is done again."""
    reached = reached_in(JOURNAL, BOOK)
    moves = lines_after(BOOK, reached, limit=BATCH, at=at)
    if not moves:
        return 0
    # Everything is read before the writer's turn is taken, so that nobody waits for it.
    known = [_known(organisation, some) for organisation, some in _by_organisation(moves)]
    with sql.one_transaction():
        place = Position.objects.select_for_update().get(journal=JOURNAL)
        if place.position == reached:
            for one in known:
                _plan(one, at)
            place.position = moves[-1].position
            place.save(update_fields=["position"])
    return len(moves)


def tell_admin_acts(*, at: datetime) -> int:
    """Whoever an administrator (or the machine) did something to is mailed about it."""
    acts = people.untold_admin_acts()
    if not acts:
        return 0
    with sql.one_transaction():
        habits = habits_of({act.person for act in acts})
        for act in acts:
            put(
                organisation=act.organisation,
                person=act.person,
                kind="told",
                thing=act.id,
                mark="",
                due_at=allowed(at, habits[act.person]),
            )
        people_actions.mark_told([act.id for act in acts], at=at)
    return len(acts)


def reached_in(journal: str, book: Book[Any]) -> int:
    """How far this journal is followed. book: whose last position it is, for who has not begun yet."""
    row = Position.objects.filter(journal=journal).first()
    if row is None:
        start = max(0, last_position(book) - FAR_BEHIND)
        row, _ = Position.objects.get_or_create(journal=journal, defaults={"position": start})
    return row.position


def _by_organisation(moves: Sequence[Followed]) -> Iterable[tuple[UUID, list[Followed]]]:
    ordered = sorted(moves, key=lambda move: (str(move.organisation), str(move.of), move.number))
    return [(key, list(some)) for key, some in groupby(ordered, key=lambda move: move.organisation)]


@dataclass(frozen=True, slots=True)
class _Known:
    """Moves of one organisation that were followed, with the journals they are in and both people's habits."""

    organisation: UUID
    moves: Sequence[Followed]
    journals: Mapping[UUID, Journal]
    habits: Mapping[UUID, Habits]


def _known(organisation: UUID, moves: Sequence[Followed]) -> _Known:
    found = journals({move.of for move in moves}, organisation=organisation)
    both = {person for one in found.values() for person in (one.promise.asker, one.promise.doer)}
    return _Known(organisation, moves, found, habits_of(both))


def _plan(known: _Known, at: datetime) -> None:
    for promise, some in groupby(known.moves, key=lambda move: move.of):
        if promise in known.journals:
            _plan_promise(known.organisation, known.journals[promise], list(some), known.habits, at)


def _plan_promise(
    organisation: UUID, found: Journal, moves: list[Followed], habits: Mapping[UUID, Habits], at: datetime
) -> None:
    state = found.promise
    moved = [(move.by, move.number) for move in moves]
    cancel_answered(organisation=organisation, promise=state.id, ball=state.ball, moved=moved, at=at)
    recent = {move.number for move in moves if at - move.at < OLD}
    for news in _news(found, recent):
        _tell(organisation, state, news, habits[news.tell.to], at)
    planned = ahead(situation_of(state), since=agreed_at(found), habits=habits)
    reconcile(organisation=organisation, thing=state.id, planned=planned, at=at)


def situation_of(state: Promise) -> Situation:
    """A promise as the rules of notices know it."""
    due = state.force_terms.due if state.force_terms else None
    return Situation(
        asker=state.asker,
        doer=state.doer,
        stage=state.stage,
        due=due.at_utc if due else None,
        version=state.in_force,
        check_ins=tuple(moment.at_utc for moment in state.force_terms.check_ins) if state.force_terms else (),
        check_by=state.check_by if state.stage == "REPORTED" else None,
    )


def agreed_at(found: Journal) -> datetime:
    """When the terms in force took force; before that, when it was opened."""
    state: Promise | None = None
    moment = found.first.at
    for kept in found.kept:
        before, state = state, apply(state, kept.line)
        if before is not None and before.in_force != state.in_force:
            moment = kept.line.at
    return moment


@dataclass(frozen=True, slots=True)
class _News:
    """A move, who is to hear of it, and since which move the ball is where it is after it."""

    number: int
    tell: Tell
    ball_since: int


def _news(found: Journal, numbers: set[int]) -> Iterator[_News]:
    state: Promise | None = None
    since = 1
    for kept in found.kept:
        before, state = state, apply(state, kept.line)
        had = before.ball if before else None
        since = since if had == state.ball else kept.line.number
        if kept.line.number in numbers:
            tell = tell_of(
                kept.line.act,
                by=kept.line.by,
                asker=state.asker,
                doer=state.doer,
                before=had,
                after=state.ball,
            )
            yield _News(kept.line.number, tell, since)


def _tell(organisation: UUID, state: Promise, news: _News, habits: Habits, at: datetime) -> None:
    to, number = news.tell.to, news.number
    # What has been answered since is nobody's turn any more, and a ball is nudged about once a day;
    # what is left is told in the note.
    is_turn = news.tell.has_ball and state.ball == to and not _was_nudged(state.id, news, at)
    due = state.terms.due.at_utc if state.terms.due else None
    planned = told_when(Tell(to, is_turn), at=at, date_at=due, habits=habits)
    if planned is None:
        return
    channel, due_at = planned
    if channel == "at_once":
        put(
            organisation=organisation,
            person=to,
            kind="at_once",
            thing=state.id,
            mark=str(number),
            due_at=due_at,
        )
    else:
        add_to_note(
            organisation=organisation,
            person=to,
            thing=state.id,
            number=number,
            due_at=due_at,
            habits=habits,
        )


def _was_nudged(promise: UUID, news: _News, at: datetime) -> bool:
    rows = Outbox.objects.filter(
        person_id=news.tell.to,
        thing_id=promise,
        kind="at_once",
        cancelled_at=None,
        due_at__gt=at - timedelta(days=1),
    )
    return any(news.ball_since <= int(mark) < news.number for mark in rows.values_list("mark", flat=True))
