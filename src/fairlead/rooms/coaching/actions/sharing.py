"""Inviting, agreeing and ending, for all kinds of things alike; and what a coach asks beside them.

What may not live here: the law (core/leave; of a conversation its own), which the rooms below ask."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.typed import id_in_address
from fairlead.rooms.coaching.queries.given import Given, given, given_one
from fairlead.rooms.coaching.queries.home import may_ask
from fairlead.rooms.coaching.queries.things import IN_A_TALK, Thing, promise_thing, week_thing
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.leaves import actions as leaves
from fairlead.rooms.people.actions import invite
from fairlead.rooms.people.queries import colleague
from fairlead.rooms.people.shapes import NewInvitation

STEPS: Final = {act: step for step, act in IN_A_TALK.items()}


def act_on(*, viewer: Viewer, thing: Thing, act: Any, coach: Any = None, at: datetime) -> None:
    """Refuses unknown_act, not_your_move; for `invite` missing_field and bad_field `coach`."""
    if act not in STEPS:
        raise Refusal("unknown_act", of="leave")
    if act not in thing.acts:
        raise Refusal("not_your_move", of="leave")
    person = _invited(viewer, thing, coach) if act == "invite" else None
    if thing.about.kind == "conversation":
        facts = {"person": str(person)} if person else {}
        take_step(viewer=viewer, conversation=thing.about.thing, act=STEPS[act], facts=facts, at=at)
    elif person is not None:
        leaves.invite_coach(viewer=viewer, about=thing.about, coach=person, at=at)
    elif act == "agree":
        leaves.agree(viewer=viewer, about=thing.about, at=at)
    else:
        leaves.end(viewer=viewer, about=thing.about, at=at)


def invite_outside(
    *, viewer: Viewer, thing: Thing, name: str, email: str, at: datetime
) -> NewInvitation | None:
    """Somebody who is not here yet: a guest with a link, who reads along once the leave holds. None: they are a guest already.

    Refuses missing_field `name`, bad_field `email`, and as act_on."""
    known = colleague(viewer, email, or_guest=True) if email.strip() else None
    if known is not None and not known.is_invited:
        act_on(viewer=viewer, thing=thing, act="invite", coach=known.id, at=at)
        return None
    if "invite" not in thing.acts:
        raise Refusal("not_your_move", of="leave")
    with sql.one_transaction():
        made = invite(by=viewer, name=name, email=email, guest=True, at=at)
        act_on(viewer=viewer, thing=thing, act="invite", coach=made.person, at=at)
    return made


def open_leave(*, viewer: Viewer, coach: Any, promise: Any = None, week: Any = None, at: datetime) -> Given:
    """Invite somebody to a promise, or to a week. Refuses as act_on, missing_field `promise`, not_found."""
    if week not in (None, ""):
        thing = week_thing(viewer=viewer, week=str(week), at=at)
    elif promise in (None, ""):
        raise Refusal("missing_field", field="promise")
    else:
        thing = promise_thing(viewer=viewer, promise=id_in_address(str(promise)), at=at)
    act_on(viewer=viewer, thing=thing, act="invite", coach=coach, at=at)
    return next(one for one in given(viewer=viewer, at=at) if one.thing == thing.about.thing)


def move_leave(*, viewer: Viewer, leave: UUID, act: Any, at: datetime) -> None:
    """agree or end, by the id of the leave. Refuses not_found, unknown_act, not_your_move."""
    one = given_one(leave, viewer=viewer, at=at)
    if act not in ("agree", "end"):
        raise Refusal("unknown_act", of="leave")
    if one.kind == "promise":
        thing = promise_thing(viewer=viewer, promise=one.thing, at=at)
    else:
        thing = week_thing(viewer=viewer, week=one.subject, at=at)
    act_on(viewer=viewer, thing=thing, act=act, at=at)


def _invited(viewer: Viewer, thing: Thing, coach: Any) -> UUID:
    """Somebody who is here and no party: nobody reads along with what is their own."""
    if coach is None or coach == "":
        raise Refusal("missing_field", field="coach")
    found = colleague(viewer, coach, or_guest=True) if isinstance(coach, UUID | str) else None
    if found is None or found.id in (viewer.person, thing.about.other):
        raise Refusal("bad_field", field="coach", why="unknown")
    return found.id


def ask_along(*, viewer: Viewer, kind: str, thing: UUID, sort: Any, text: Any, at: datetime) -> UUID:
    """A question, or something to think about. It moves nothing, and no law looks at it. Refuses not_found for all others."""
    may_ask(kind, thing, viewer=viewer, at=at)
    return leaves.add(viewer=viewer, kind=kind, thing=thing, sort=sort, text=text, at=at)
