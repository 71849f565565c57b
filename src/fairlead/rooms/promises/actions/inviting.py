"""Asking somebody who is not here yet: the invitation opens the ask, and the answer is the way in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_id
from fairlead.rooms.people.actions import invite, invite_again, spend_invitation
from fairlead.rooms.people.queries import colleague, open_invitation, viewer_for
from fairlead.rooms.people.shapes import Entered
from fairlead.rooms.promises.actions.make_move import make_move
from fairlead.rooms.promises.actions.make_promise import (
    Wanted,
    addressee,
    check_kind,
    make_promise,
    open_with,
)
from fairlead.rooms.promises.queries.show import PromiseShown, show, show_journal
from fairlead.rooms.promises.queries.stored import journal

ANSWERS: Final = ("accept", "counter", "ask", "answer_by", "decline")
"""What an invited person can say first."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A promise put to somebody new. code: shown this once, part of the address that opens it."""

    promise: PromiseShown
    code: str


def invite_and_ask(
    *,
    viewer: Viewer,
    wanted: Wanted,
    at: datetime,
    name: str = "",
    email: str = "",
    promise: UUID | None = None,
) -> Invited:
    """Invite, and put the ask or offer to them, both or neither.

    promise: the id the form brought along, so that one sent twice at once asks once."""
    promise = promise if promise and journal(promise, organisation=viewer.organisation) is None else new_id()

    def once() -> Invited:
        with sql.one_transaction():
            made = invite(by=viewer, name=name, email=email, about=promise, at=at)
            opened = open_with(
                viewer=viewer, wanted=replace(wanted, to=made.person), to=made.person, at=at, promise=promise
            )
            if opened.promise.id != promise:  # the other press of the same button was quicker
                raise Refusal("busy")
        return Invited(show_journal(opened, viewer=viewer, at=at), made.code)

    return sql.with_retries(once)


def new_link(*, viewer: Viewer, promise: UUID, at: datetime) -> Invited:
    """Another link to the same ask, where the first was lost; that one leads nowhere then.

    Refuses not_found when the promise is not the viewer's, and when the other is here already."""
    shown = show(viewer=viewer, promise=promise, at=at)
    if not shown.other.is_invited:
        raise Refusal("not_found")
    return Invited(shown, invite_again(shown.other.id, by=viewer, about=promise, at=at).code)


def ask_anybody(*, viewer: Viewer, wanted: Wanted, at: datetime) -> Invited:
    """Ask or offer by id or address; who has an address that nobody here has is invited. code: empty when nobody was.

    Refuses as make_promise does: of somebody who left or is suspended it is not told that they were here."""
    check_kind(wanted.kind)
    to = addressee(wanted.to)
    found = colleague(viewer, to)
    if isinstance(to, UUID) or (found is not None and not found.is_invited):
        return Invited(make_promise(viewer=viewer, wanted=wanted, at=at), "")
    try:
        return invite_and_ask(viewer=viewer, wanted=wanted, at=at, email=to)
    except Refusal as refusal:
        if refusal.field in ("email", "name"):
            raise Refusal("bad_field", field="to", why="unknown") from refusal
        raise


@dataclass(frozen=True, slots=True)
class Answer:
    """What an invited person says: their name, and a move."""

    act: str
    version: Any
    facts: Mapping[str, Any]
    name: str = ""
    zone: str = ""
    language: str = ""


def answer_invitation(
    code: str, *, answer: Answer, account: UUID | None, at: datetime
) -> tuple[Entered, UUID]:
    """The first act of a new person: the move and their coming in, both or neither. The answer spends the code.

    Refuses as open_invitation and the law do; then nothing is spent."""
    if answer.act not in ANSWERS:
        raise Refusal("unknown_act", field="act")

    def once() -> tuple[Entered, UUID]:
        with sql.one_transaction():
            about = open_invitation(code, at=at).about
            if about is None:
                raise Refusal("not_found")
            entered = spend_invitation(
                code, at=at, name=answer.name, account=account, zone=answer.zone, language=answer.language
            )
            viewer = viewer_for(entered.person)
            if viewer is None:
                raise Refusal("code_expired")
            make_move(
                viewer=viewer,
                promise=about,
                act=answer.act,
                version=answer.version,
                facts=answer.facts,
                at=at,
            )
            return entered, about

    return sql.with_retries(once)
