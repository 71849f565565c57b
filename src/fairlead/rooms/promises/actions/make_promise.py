"""Asking and offering: the first move of a promise, and writing down one that was made in talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.promise.journal import Move
from fairlead.core.promise.law import Opening, open_promise
from fairlead.core.promise.terms import check_text
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_id
from fairlead.doors.journal.writing import Raced
from fairlead.rooms.people.queries import colleague, shared_teams
from fairlead.rooms.promises.actions.append import append
from fairlead.rooms.promises.actions.drafts import forget_draft
from fairlead.rooms.promises.queries.show import PromiseShown, mine_or_none, show_journal
from fairlead.rooms.promises.queries.stored import Journal, journal

ADDRESS_MAX: Final = 254
Then = Callable[[UUID], None]
"""What is done with the promise of this id, both or neither; done twice it is done once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An ask or offer as it comes from a door: plain JSON values by the names of interfaces.md."""

    kind: Any
    to: Any
    terms: Any
    text: Any = None
    team: Any = None
    linked_to: Any = None
    made_at: Any = None
    draft: UUID | None = None
    """is sent with this, and is gone then"""
    then: Then | None = None


def make_promise(
    *, viewer: Viewer, wanted: Wanted, at: datetime, promise: UUID | None = None
) -> PromiseShown:
    """Ask or offer. Refuses unknown_act for a kind that is none, missing_field, bad_field (with the field).

    `to` is a colleague's id or address; somebody unknown is invited first (see inviting.py).
    `promise`: the id it will have; the same ask sent twice under one id is one promise."""
    check_kind(wanted.kind)
    to = colleague_named(viewer, wanted.to)
    opened = open_with(viewer=viewer, wanted=wanted, to=to, at=at, promise=promise)
    return show_journal(opened, viewer=viewer, at=at)


def check_kind(kind: Any) -> None:
    if kind not in ("request", "offer"):
        raise Refusal("unknown_act", field="kind")


def addressee(given: Any) -> UUID | str:
    """An id, or what may be an address."""
    if isinstance(given, UUID):
        return given
    text = check_text(given, "to", most=ADDRESS_MAX).strip()
    try:
        return UUID(text)
    except ValueError:
        return text


def colleague_named(viewer: Viewer, to: Any) -> UUID:
    found = colleague(viewer, addressee(to))
    if found is None:
        raise Refusal("bad_field", field="to", why="unknown")
    return found.id


def open_with(
    *, viewer: Viewer, wanted: Wanted, to: UUID, at: datetime, promise: UUID | None = None
) -> Journal:
    """The first move; in the same transaction the draft it came from is gone, and what is to be done with it is done."""
    opening = Opening(
        promise=promise or new_id(),
        by=viewer.person,
        to=to,
        act=wanted.kind if isinstance(wanted.kind, str) else "",
        team=_team(viewer, to, wanted.team),
        linked_to=_linked(viewer, to, wanted.linked_to),
    )
    facts = {"terms": wanted.terms, "text": wanted.text}
    move = open_promise(opening, facts=facts, made_at=wanted.made_at, at=at, zone=viewer.zone)

    def once() -> Journal:
        with sql.one_transaction():
            try:
                opened = append(move, before=None, organisation=viewer.organisation)
            except Raced:
                opened = _there_already(move, viewer)
            else:
                if wanted.draft is not None:
                    forget_draft(viewer=viewer, draft=wanted.draft)
            if wanted.then is not None:
                wanted.then(opened.promise.id)
            return opened

    return sql.with_retries(once)


def _there_already(move: Move, viewer: Viewer) -> Journal:
    """The same ask under the same id: sent twice, or the connection was lost after the commit."""
    there = journal(move.of, organisation=viewer.organisation)
    if there is None or there.first.by != viewer.person:
        raise Refusal("busy")
    if there.first.says_the_same(move):
        return there
    # went back and asked something else: that is another promise
    return append(replace(move, of=new_id()), before=None, organisation=viewer.organisation)


def _team(viewer: Viewer, to: UUID, given: Any) -> UUID | None:
    if given in (None, ""):
        return None
    team = _uuid(given, "team")
    if team not in {shared.id for shared in shared_teams(viewer.person, to)}:
        raise Refusal("bad_field", field="team")
    return team


def _linked(viewer: Viewer, to: UUID, given: Any) -> UUID | None:
    """To somebody else it follows nothing: whoever is not in the earlier one is not told that there was one."""
    if given in (None, ""):
        return None
    linked = _uuid(given, "linked_to")
    try:
        earlier = mine_or_none(linked, viewer).promise
    except Refusal as refusal:
        raise Refusal("bad_field", field="linked_to") from refusal
    return earlier.id if earlier.role(to) else None


def _uuid(value: Any, field_name: str) -> UUID:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError as error:
        raise Refusal("bad_field", field=field_name) from error
