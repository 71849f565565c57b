"""Following the agreements: whose answer is awaited, the day of looking again, and what nobody has looked at.

What may not: when somebody may be mailed (core/notices/plan.py), sending, reading anybody's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from uuid import UUID

from fairlead.core.conversation.consent import ANSWER_DAYS, Agreement, settled
from fairlead.core.notices import Ahead, Habits, Tell, look_again_ahead, told_when
from fairlead.doors import sql
from fairlead.doors.journal.book import Followed, lines_after
from fairlead.rooms.agreements.queries.stored import BOOK, Journal, journals
from fairlead.rooms.notices.actions.follow import BATCH, OLD, reached_in
from fairlead.rooms.notices.actions.outbox import add_to_note, reconcile
from fairlead.rooms.notices.models import Position
from fairlead.rooms.notices.queries import habits_of

JOURNAL: Final = "agreements"
KINDS: Final = ("look_at", "fading")
ASKING: Final = frozenset({"propose", "change"})
A_WEEK_ON: Final = timedelta(days=ANSWER_DAYS, seconds=1)
"""A team adopts, or has looked, a week after the last word without a line in the journal: planned from how it will be."""


def follow_agreements(*, at: datetime) -> int:
    """Plan notices for the next moves of the journal. How many were followed. As `follow`, in turns and killed anywhere."""
    reached = reached_in(JOURNAL, BOOK)
    moves = lines_after(BOOK, reached, limit=BATCH, at=at)
    if not moves:
        return 0
    found = _found(moves)
    habits = habits_of({person for one in found.values() for person in _everybody(one.agreement, at)})
    with sql.one_transaction():
        place = Position.objects.select_for_update().get(journal=JOURNAL)
        if place.position == reached:
            for id_, one in found.items():
                _plan(one, [move for move in moves if move.of == id_], habits, at)
            place.position = moves[-1].position
            place.save(update_fields=["position"])
    return len(moves)


def _found(moves: Sequence[Followed]) -> dict[UUID, Journal]:
    by_organisation = sorted(moves, key=lambda move: str(move.organisation))
    found: dict[UUID, Journal] = {}
    for organisation, some in groupby(by_organisation, key=lambda move: move.organisation):
        found |= journals({move.of for move in some}, organisation=organisation)
    return found


def _everybody(agreement: Agreement, at: datetime) -> frozenset[UUID]:
    now = settled(agreement, at)
    return frozenset(now.bound).union(*(one.parties for one in (now.on_table, now.standing) if one))


def _plan(found: Journal, moves: list[Followed], habits: Mapping[UUID, Habits], at: datetime) -> None:
    last = moves[-1]
    if at - last.at < OLD:
        for person in _awaited(found.agreement, moves, at):
            _tell(last, person, habits[person], at)
    planned = _ahead(settled(found.agreement, last.at + A_WEEK_ON), habits)
    reconcile(organisation=last.organisation, thing=last.of, planned=planned, at=at, kinds=KINDS)


def _awaited(agreement: Agreement, moves: list[Followed], at: datetime) -> list[UUID]:
    """Who has not answered what was put to them just now; and who put it there, when somebody sees a problem."""
    table = settled(agreement, at).on_table
    if table is None:
        return []
    acts = {move.act for move in moves}
    people = table.parties - table.agreed - table.problems if acts & ASKING else frozenset[UUID]()
    asked = {table.by} if "see_problem" in acts else set[UUID]()
    return sorted((people | asked) - {moves[-1].by})


def _tell(last: Followed, to: UUID, habits: Habits, at: datetime) -> None:
    """Nothing about an agreement is in a hurry: a line of the daily note."""
    planned = told_when(Tell(to, has_ball=False), at=at, date_at=None, habits=habits)
    if planned is not None:
        add_to_note(
            organisation=last.organisation,
            person=to,
            thing=last.of,
            number=last.number,
            due_at=planned[1],
            habits=habits,
            about="agreement",
        )


def _ahead(then: Agreement, habits: Mapping[UUID, Habits]) -> tuple[Ahead, ...]:
    """On the day, to those it binds who have not looked; and once more half way to where it binds no longer."""
    if then.ended or then.standing is None or then.since is None:
        return ()
    to = sorted(then.bound - set(then.looks))
    return tuple(_days(then, to, habits))


def _days(then: Agreement, to: list[UUID], habits: Mapping[UUID, Habits]) -> Iterator[Ahead]:
    assert then.standing is not None  # noqa: S101 - asked by who calls
    on = then.standing.look_again_on
    yield from look_again_ahead(to, on=on, mark=f"v{on}", habits=habits, kind="look_at")
    half = on + max(then.period / 2, timedelta(days=1))
    yield from look_again_ahead(to, on=half, mark=f"v{on}", habits=habits, kind="fading")
