"""Everything of one person's own, to take away: as data with a published shape, and as a page to read.

What may not live here: anything of somebody else's that the person could not read, any figure about people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.calendar import Moment
from fairlead.core.journal import write_at
from fairlead.core.policy import Viewer, may_listen, may_reflect
from fairlead.doors.journal.replaying import salts_of
from fairlead.rooms.agreements.queries.own import own_agreements
from fairlead.rooms.coaching.queries.own import own_coaching
from fairlead.rooms.conversations.queries.own import own_conversations
from fairlead.rooms.feedback.queries.own import own_feedback
from fairlead.rooms.listening.queries.kept import KeptTalk, all_kept
from fairlead.rooms.people.queries import myself, names
from fairlead.rooms.promises.actions.drafts import drafts_of
from fairlead.rooms.promises.queries.lists import LIMIT_MAX, Asked, promises_page
from fairlead.rooms.promises.queries.show import Told, story_of
from fairlead.rooms.promises.queries.stored import BOOK, Journal, journals
from fairlead.rooms.pulses.queries.mirror import own_mirrors
from fairlead.rooms.pulses.queries.own import own_pulses
from fairlead.rooms.reflections.queries.read import Written, all_of

SCHEMA: Final = "fairlead.own/1"


@dataclass(frozen=True, slots=True)
class OwnDate:
    """An agreed date of a promise that runs. kind: due, check_in or check; place: which of its kind, from 1."""

    promise: UUID
    kind: str
    place: int
    at: Moment
    outcome: str
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Own:
    """content: what the JSON of the export says. stories: (what it is about, with whom, its story), newest first."""

    content: dict[str, Any]
    stories: tuple[tuple[str, str, tuple[Told, ...]], ...]
    dates: tuple[OwnDate, ...]
    weeks: tuple[Written, ...] = ()
    listened: tuple[KeptTalk, ...] = ()

    @property
    def data(self) -> bytes:
        return json.dumps(self.content, ensure_ascii=False, indent=1).encode()


def _batches(viewer: Viewer, at: datetime) -> Iterator[list[UUID]]:
    after: str | None = None
    while True:
        page = promises_page(viewer=viewer, asked=Asked(limit=LIMIT_MAX, after=after), at=at)
        yield [row.id for row in page.rows]
        after = page.next
        if after is None:
            return


def _promise(found: Journal, called: dict[UUID, str], salts: dict[int, bytes]) -> dict[str, Any]:
    """A promise with its whole journal: what verifies its chain, and the words that are still there with their salt."""
    state = found.promise
    return {
        "id": str(state.id),
        "kind": state.kind,
        "stage": state.stage,
        "asker": {"id": str(state.asker), "name": called.get(state.asker, "")},
        "doer": {"id": str(state.doer), "name": called.get(state.doer, "")},
        "head": found.head,
        "journal": [
            {
                "number": kept.line.number,
                "act": kept.line.act,
                "by": str(kept.line.by),
                "at": write_at(kept.line.at),
                "version": kept.line.version,
                "data": dict(kept.line.data),
                "erased": kept.is_erased,
                "words": None if kept.line.words is None else dict(kept.line.words),
                "salt": salts[kept.line.number].hex() if kept.line.words is not None else None,
                "text": kept.text_hash,
                "hash": kept.hash,
            }
            for kept in found.kept
        ],
    }


def _dates(found: Journal) -> Iterator[OwnDate]:
    """What was agreed and has not ended: due, check-ins, and when the asker looks."""
    state, terms = found.promise, found.promise.force_terms
    if state.ended or terms is None:
        return
    dates = [("due", terms.due), *(("check_in", moment) for moment in terms.check_ins)]
    if state.check_by is not None and terms.assess_by is not None:
        dates.append(("check", Moment(state.check_by, terms.assess_by.zone)))
    places: dict[str, int] = {}
    for kind, moment in dates:
        if moment is not None:
            places[kind] = places.get(kind, 0) + 1
            changed_at, version = found.last.at, state.in_force or 0
            yield OwnDate(state.id, kind, places[kind], moment, terms.outcome, version, changed_at)


def _week(one: Written) -> dict[str, Any]:
    return {"week": one.week.name, "answers": {str(number): text for number, text in one.answers.items()}}


def _me(viewer: Viewer) -> dict[str, Any]:
    me = myself(viewer)
    return {
        "id": str(viewer.person),
        "name": me.person.name,
        "email": me.email,
        "organisation": me.organisation_name,
        "language": me.person.language,
        "zone": me.person.zone,
        "teams": [team.name for team in me.teams],
    }


def _ids(
    promises: list[dict[str, Any]], talks: list[dict[str, Any]], weeks: tuple[Written, ...]
) -> list[UUID]:
    """Everything in the export that somebody could have been let read along with."""
    return [UUID(one["id"]) for one in (*promises, *talks)] + [one.id for one in weeks if one.id]


def own_things(*, viewer: Viewer, at: datetime) -> Own:
    """Every promise this person is one of the two of, their drafts, and what they set about themselves."""
    promises: list[dict[str, Any]] = []
    stories: list[tuple[str, str, tuple[Told, ...]]] = []
    dates: list[OwnDate] = []
    for batch in _batches(viewer, at):
        found = journals(batch, organisation=viewer.organisation)
        salts = salts_of(BOOK, batch)
        called = names({person for one in found.values() for person in (one.promise.asker, one.promise.doer)})
        for promise in batch:
            if promise in found:
                state = found[promise].promise
                other = state.doer if state.asker == viewer.person else state.asker
                promises.append(_promise(found[promise], called, salts[promise]))
                stories.append((state.terms.outcome, called.get(other, ""), story_of(found[promise])))
                dates += _dates(found[promise])
    talks = own_conversations(viewer=viewer, at=at)
    # A token that was not made for reflections takes everything but these.
    weeks = all_of(viewer) if may_reflect(viewer) else ()
    listened = all_kept(viewer) if may_listen(viewer) else ()
    data = {
        "schema": SCHEMA,
        "made_at": write_at(at),
        "person": _me(viewer),
        "promises": promises,
        "drafts": [
            {"id": str(draft.id), "updated_at": write_at(draft.updated_at), **draft.body}
            for draft in drafts_of(viewer=viewer)
        ],
        "conversations": talks,
        "agreements": own_agreements(viewer=viewer, at=at),
        "feedback": own_feedback(viewer=viewer, at=at),
        "pulses": own_pulses(viewer=viewer),
        "reflections": [_week(one) for one in weeks],
        "mirrors": own_mirrors(viewer=viewer) if may_reflect(viewer) else [],
        "listening": [{"on": one.on.isoformat(), "figures": dict(one.figures)} for one in listened],
        **own_coaching(viewer=viewer, things=_ids(promises, talks, weeks), at=at),
    }
    return Own(data, tuple(stories), tuple(dates), weeks, listened)
