"""Following the conversations: who is invited, whose turn it is, and the day of looking again.

What may not: when somebody may be mailed (core/notices/plan.py), sending, reading anybody's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from fairlead.core.conversation.journal import Conversation
from fairlead.core.conversation.talk import waiting_for
from fairlead.core.notices import Ahead, Habits, Tell, look_again_ahead, told_when
from fairlead.doors import sql
from fairlead.doors.journal.book import Followed, lines_after
from fairlead.rooms.conversations.queries.stored import BOOK, Journal, journals
from fairlead.rooms.notices.actions.follow import BATCH, OLD, reached_in
from fairlead.rooms.notices.actions.follow_leaves import plan_talk
from fairlead.rooms.notices.actions.outbox import add_to_note, put, reconcile
from fairlead.rooms.notices.models import Position
from fairlead.rooms.notices.queries import habits_of

JOURNAL: Final = "conversations"
ONCE: Final = ""
"""The mark of an invitation: however often it is said again, one mail."""


def follow_talks(*, at: datetime) -> int:
    """Plan notices for the next steps of the journal. How many were followed. As `follow`, in turns and killed anywhere."""
    reached = reached_in(JOURNAL, BOOK)
    steps = lines_after(BOOK, reached, limit=BATCH, at=at)
    if not steps:
        return 0
    found = _found(steps)
    habits = habits_of({person for one in found.values() for person in (one.talk.asker, one.talk.doer)})
    with sql.one_transaction():
        place = Position.objects.select_for_update().get(journal=JOURNAL)
        if place.position == reached:
            for last in _last_of_each(steps):
                _plan(found[last.of], last, habits, at)
            place.position = steps[-1].position
            place.save(update_fields=["position"])
    return len(steps)


def _found(steps: Sequence[Followed]) -> dict[UUID, Journal]:
    by_organisation = sorted(steps, key=lambda step: str(step.organisation))
    found: dict[UUID, Journal] = {}
    for organisation, some in groupby(by_organisation, key=lambda step: step.organisation):
        found |= journals({step.of for step in some}, organisation=organisation)
    return found


def _last_of_each(steps: Iterable[Followed]) -> Iterable[Followed]:
    """What counts is where each conversation stands; one note tells of all that led there."""
    return {step.of: step for step in steps}.values()


def _plan(found: Journal, last: Followed, habits: Mapping[UUID, Habits], at: datetime) -> None:
    talk = found.talk
    if talk.version == 0:
        return  # nobody knows of it but who opened it
    if at - last.at < OLD:
        for person in waiting_for(talk, at=at, zone="UTC"):
            if person != found.last.by:
                _tell(last, talk, person, habits[person], at)
    plan_talk(talk, last.organisation, habits, by=found.last.by, at=at)
    planned = _look_again(talk, habits)
    reconcile(organisation=last.organisation, thing=talk.id, planned=planned, at=at, kinds=("look_again",))


def _tell(last: Followed, talk: Conversation, to: UUID, habits: Habits, at: datetime) -> None:
    """An invitation at once, a turn in the daily note."""
    is_invitation = talk.step == "open" and to != talk.person(talk.opener)
    planned = told_when(Tell(to, is_invitation), at=at, date_at=at, habits=habits)
    if planned is None:
        return
    channel, due_at = planned
    if channel == "at_once":
        put(organisation=last.organisation, person=to, kind="talk", thing=talk.id, mark=ONCE, due_at=due_at)
    else:
        add_to_note(
            organisation=last.organisation,
            person=to,
            thing=talk.id,
            number=last.number,
            due_at=due_at,
            habits=habits,
            about="conversation",
        )


def _look_again(talk: Conversation, habits: Mapping[UUID, Habits]) -> tuple[Ahead, ...]:
    if talk.ended or talk.paused_until or talk.step != "look_again" or talk.agreement is None:
        return ()
    on = talk.agreement.look_again_on
    return look_again_ahead((talk.asker, talk.doer), on=on, mark=f"v{on}", habits=habits)
