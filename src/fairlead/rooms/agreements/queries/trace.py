"""Both ways along a promise: what it came out of, and what came of the conversations about it. Did it hold?

Each part is shown to who may read that part. What may not live here: words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.agreements.queries.cited import Became, Line, became, sources_of
from fairlead.rooms.agreements.queries.show import AgreementShown, show
from fairlead.rooms.agreements.queries.talks import agreements_out_of
from fairlead.rooms.conversations.queries.lists import conversations_about
from fairlead.rooms.conversations.queries.show import ConversationShown
from fairlead.rooms.conversations.queries.show import show as show_talk
from fairlead.rooms.promises.queries.stands import stands_of


@dataclass(frozen=True, slots=True)
class CameOutOf:
    """An agreement, or a conversation itself. talk: the conversation it is from, where the viewer may read that."""

    line: Line
    agreement: AgreementShown | None
    talk: ConversationShown | None


@dataclass(frozen=True, slots=True)
class Trace:
    """talks: conversations about the promise. agreements: those that came out of these. later: promises out of either."""

    promise: UUID
    cites: tuple[CameOutOf, ...]
    talks: tuple[UUID, ...]
    agreements: tuple[AgreementShown, ...]
    later: tuple[Became, ...]


def trace(*, viewer: Viewer, promise: UUID, at: datetime) -> Trace:
    """Refusal not_found when the promise is not the viewer's, or not there."""
    if promise not in stands_of([promise], viewer=viewer):
        raise Refusal("not_found")
    return trace_of(promise, viewer=viewer, at=at)


def trace_of(promise: UUID, *, viewer: Viewer, at: datetime) -> Trace:
    """The same of a promise that the viewer has read already."""
    sources = (_source(line, viewer, at) for line in sources_of(promise, viewer=viewer))
    cites = tuple(one for one in sources if one is not None)
    talks = tuple(row.id for row in conversations_about([promise], viewer=viewer, at=at).get(promise, ()))
    agreements = tuple(
        found
        for one in agreements_out_of(talks, organisation=viewer.organisation)
        if (found := _agreement(one, viewer, at)) is not None
    )
    came = became([*talks, *(one.id for one in agreements)], viewer=viewer)
    later = tuple(one for some in came.values() for one in some)
    return Trace(promise, cites, talks, agreements, later)


def _source(line: Line, viewer: Viewer, at: datetime) -> CameOutOf | None:
    if line.source == "conversation":
        talk = _talk(line.source_id, viewer, at)
        return CameOutOf(line, None, talk) if talk else None
    found = _agreement(line.source_id, viewer, at)
    talk = _talk(found.conversation, viewer, at) if found and found.conversation else None
    return CameOutOf(line, found, talk) if found else None


def _agreement(id_: UUID, viewer: Viewer, at: datetime) -> AgreementShown | None:
    try:
        return show(viewer=viewer, agreement=id_, at=at)
    except Refusal:
        return None  # not theirs: as if it were not there


def _talk(id_: UUID, viewer: Viewer, at: datetime) -> ConversationShown | None:
    try:
        return show_talk(viewer=viewer, conversation=id_, at=at)
    except Refusal:
        return None
