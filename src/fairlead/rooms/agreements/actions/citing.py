"""Promises out of agreements and conversations: the one press on a dated action, and saying where a promise comes from.

The press is an offer of who will do it, or an ask of the other: nothing is promised until both have said so. What may
not live here: the law of promises."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid5

from fairlead.core.policy import Viewer
from fairlead.core.promise.terms import OUTCOME_MAX
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.typed import moment_given
from fairlead.rooms.agreements.queries.cited import Source
from fairlead.rooms.agreements.queries.show import Action, AgreementShown, show
from fairlead.rooms.conversations.queries.show import show as show_talk
from fairlead.rooms.promises.actions.make_promise import Wanted, make_promise
from fairlead.rooms.promises.queries.show import PromiseShown
from fairlead.rooms.promises.queries.show import show as show_promise
from fairlead.rooms.promises.queries.stands import stands_of

END_OF_DAY: Final = "17:00"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a promise comes out of. place: see models.Cited."""

    source: Source
    id: UUID
    version: int | None = None
    place: int | None = None


def origin_given(text: str) -> Origin | None:
    """As a form holds it: `agreement:ID`, `conversation:ID:VERSION`; blank is none. Refuses bad_field."""
    if not text.strip():
        return None
    source, _, rest = text.strip().partition(":")
    id_, _, version = rest.partition(":")
    try:
        number = int(version[:9]) if version else None
        if source == "agreement":
            return Origin("agreement", UUID(id_))
        if source == "conversation":
            return Origin("conversation", UUID(id_), None, number)
    except ValueError:
        pass
    raise Refusal("bad_field", field="cites")


def check_origin(origin: Origin, *, viewer: Viewer, other: UUID, at: datetime) -> None:
    """An agreement in force that binds both, or a conversation of these two. Refuses bad_field, whatever it is else."""
    try:
        both = (
            set(_bound(show(viewer=viewer, agreement=origin.id, at=at)))
            if origin.source == "agreement"
            else _talkers(origin.id, viewer, at)
        )
    except Refusal as refusal:
        raise Refusal("bad_field", field="cites") from refusal
    if not {viewer.person, other} <= both:
        raise Refusal("bad_field", field="cites")


def _bound(shown: AgreementShown) -> tuple[UUID, ...]:
    return shown.shown.agreed if shown.in_force else ()


def _talkers(conversation: UUID, viewer: Viewer, at: datetime) -> set[UUID]:
    talk = show_talk(viewer=viewer, conversation=conversation, at=at)
    return {talk.asker.id, talk.doer.id} if talk.mine and talk.version else set()


_KEEP: Final = (
    "INSERT INTO agreements_cited (promise_id, source_id, organisation_id, source, version, place, by_id, at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)


def cite(*, viewer: Viewer, promise: Any, origin: Origin, at: datetime) -> None:
    """Say that this promise of the viewer's comes out of that; said twice it is said once. Refuses bad_field."""
    try:
        shown = show_promise(viewer=viewer, promise=UUID(str(promise)), at=at)
    except (ValueError, Refusal) as problem:
        raise Refusal("bad_field", field="promise") from problem
    check_origin(origin, viewer=viewer, other=shown.other.id, at=at)
    ids = [sql.put_id(shown.id), sql.put_id(origin.id), sql.put_id(viewer.organisation)]
    rest = [origin.source, origin.version, origin.place, sql.put_id(viewer.person), sql.put_at(at)]
    sql.with_retries(lambda: sql.written([(_KEEP, [*ids, *rest])]))


def promise_action(
    *, viewer: Viewer, agreement: UUID, version: Any, place: Any, at: datetime
) -> PromiseShown:
    """Make a promise of one dated action: an offer by who will do it, an ask by the other. Pressed by both, it is one.

    Refuses stale_terms, bad_field (place) for what is no dated action of somebody it binds, not_your_move when it
    does not bind the viewer."""
    shown = show(viewer=viewer, agreement=agreement, at=at)
    action = _dated(shown, viewer, version, place)
    origin = Origin("agreement", agreement, shown.shown.version, place)
    id_ = uuid5(agreement, f"{origin.version} {place}")
    wanted = replace(_wanted(shown, action, viewer), then=partial(_cited, viewer, origin, at))
    return _there(id_, viewer, at) or _made(id_, viewer, wanted, at)


def _cited(viewer: Viewer, origin: Origin, at: datetime, promise: UUID) -> None:
    cite(viewer=viewer, promise=promise, origin=origin, at=at)


def _there(promise: UUID, viewer: Viewer, at: datetime) -> PromiseShown | None:
    if promise not in stands_of([promise], viewer=viewer):
        return None
    return show_promise(viewer=viewer, promise=promise, at=at)


def _made(promise: UUID, viewer: Viewer, wanted: Wanted, at: datetime) -> PromiseShown:
    try:
        return make_promise(viewer=viewer, wanted=wanted, at=at, promise=promise)
    except Refusal as refusal:
        pressed = _there(promise, viewer, at) if refusal.code == "busy" else None  # by the other, just now
        if pressed is None:
            raise
        return pressed


def _dated(shown: AgreementShown, viewer: Viewer, version: Any, place: Any) -> Action:
    bound = _bound(shown)
    if viewer.person not in bound:
        raise Refusal("not_your_move", of="agreement")
    if version != shown.shown.version:
        raise Refusal("stale_terms", field="version", version=shown.shown.version, of="agreement")
    actions = dict(enumerate(shown.shown.actions, start=1))
    action = actions.get(place) if isinstance(place, int) else None
    if action is None or not is_promisable(shown, action, viewer):
        raise Refusal("bad_field", field="action")
    return action


def is_promisable(shown: AgreementShown, action: Action, viewer: Viewer) -> bool:
    """Whether one press makes a promise of it: dated, of one person, and it is plain who the other is."""
    bound = set(_bound(shown))
    is_whole = action.text is not None and action.due is not None and len(action.text) <= OUTCOME_MAX
    return (
        is_whole
        and {viewer.person, action.by} <= bound
        and (shown.team is None or action.by != viewer.person)
    )


def _wanted(shown: AgreementShown, action: Action, viewer: Viewer) -> Wanted:
    is_mine = action.by == viewer.person
    other = next(one for one in shown.parties if one != viewer.person) if is_mine else action.by
    due = action.due or ""
    return Wanted(
        kind="offer" if is_mine else "request",
        to=other,
        terms={
            "outcome": action.text,
            "due": moment_given(due, END_OF_DAY, zone=viewer.zone) if len(due) == 10 else due,
            "standard": [
                action.text
            ],  # both have agreed to these words; either can change them before the yes
        },
    )
