"""Hearing what two agreed in a conversation: it becomes an agreement here, once, whatever is retried or killed.

The journal of conversations is followed; who opens an agreement before its turn has come has it heard then. What may
not live here: what an agreement hears (core/conversation/heard.py)."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from fairlead.core.conversation.consent import Move, settled
from fairlead.core.conversation.heard import Heard, follows, heard, opens
from fairlead.core.conversation.journal import Conversation
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.journal.book import lines_after
from fairlead.doors.journal.writing import until_first
from fairlead.rooms.agreements.actions.append import append
from fairlead.rooms.agreements.models import Reached
from fairlead.rooms.agreements.queries.stored import Journal, journals
from fairlead.rooms.agreements.queries.talks import agreements_out_of
from fairlead.rooms.conversations.queries.show import seen_or_none
from fairlead.rooms.conversations.queries.stored import BOOK as TALKS
from fairlead.rooms.conversations.queries.stored import journals as talks_of
from fairlead.rooms.people.queries import cards

BATCH: Final = 100
TELLING: Final = frozenset({"agree_to_it", "look_again"})
"""The steps after which there may be something to hear."""


def hear_conversations(*, at: datetime) -> int:
    """The next steps of the journal of conversations. How many. Killed anywhere, they are heard again, and change nothing."""
    reached, _ = Reached.objects.get_or_create(journal="conversations", defaults={"position": 0})
    steps = lines_after(TALKS, reached.position, limit=BATCH, at=at)
    if not steps:
        return 0
    told = sorted({(str(one.organisation), one.of) for one in steps if one.act in TELLING})
    for organisation, some in groupby(told, key=lambda one: one[0]):
        ours = UUID(organisation)
        for found in talks_of((talk for _, talk in some), organisation=ours).values():
            hear(found.talk, organisation=ours)
    Reached.objects.filter(journal="conversations", position__lt=steps[-1].position).update(
        position=steps[-1].position
    )
    return len(steps)


def heard_by_now(*, viewer: Viewer, conversation: UUID, at: datetime) -> UUID:
    """The agreement of a conversation that is the viewer's, heard now if it was not yet. not_found when there is none."""
    talk = seen_or_none(conversation, viewer, at=at).talk
    if talk.role(viewer.person) is None:
        raise Refusal("not_found")  # who only reads along
    hear(talk, organisation=viewer.organisation)
    found = agreements_out_of([talk.id], organisation=viewer.organisation)
    if not found:
        raise Refusal("not_found")
    return found[-1]


def hear(talk: Conversation, *, organisation: UUID) -> None:
    """All that was not heard of this conversation yet."""
    told = heard(talk)
    if told:  # where another worker is quicker: look what is left
        until_first(lambda: _hear(talk, told, organisation), [])


def _hear(talk: Conversation, told: tuple[Heard, ...], organisation: UUID) -> None:
    ids = agreements_out_of([talk.id], organisation=organisation)
    there = journals(ids, organisation=organisation)
    known = {kept.line.data.get("step") for one in there.values() for kept in one.kept}
    before = there[ids[-1]] if ids else None
    for one in told:
        if one.number not in known:
            before = _heard_once(one, talk, before, organisation)


def _heard_once(one: Heard, talk: Conversation, before: Journal | None, organisation: UUID) -> Journal | None:
    move = _move(one, talk, before)
    if move is None:
        return before
    return append(move, before=None if move.number == 1 else before, organisation=organisation)


def _move(one: Heard, talk: Conversation, before: Journal | None) -> Move | None:
    """What was ended stays so: what both agree after that begins anew, and what they say of it looking again is past."""
    if before is not None:
        last_at = before.last.at
        here = Heard(one.number, max(one.at, last_at), one.said, one.about)
        now = settled(before.agreement, here.at)
        if not now.ended:
            return follows(here, now, talk=talk)
    if one.about is not None:
        return None
    zone = next((card.zone for card in cards({one.said.by}).values()), "UTC")
    return opens(one, talk=talk, zone=zone)
