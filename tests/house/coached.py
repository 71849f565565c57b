"""Coaches for the matrix of canaries: one who reads along, one who did, one who was only suggested, one elsewhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.coaching.actions.sharing import act_on, ask_along
from fairlead.rooms.coaching.queries.things import promise_thing, talk_thing, week_thing
from fairlead.rooms.leaves.queries import given_by
from fairlead.rooms.people import actions
from fairlead.rooms.people.queries import viewer_for
from fairlead.rooms.reflections.queries.read import begun_week
from fairlead.rooms.reflections.queries.shared import own_written
from tests.rooms.promises.world import NOW

THE_TWO = frozenset({"alice", "dan", "alice by token", "dan by token"})
ALICE_ALONE = frozenset({"alice", "alice by a token to reflect"})


def _coach(name: str, organisation: UUID) -> Viewer:
    entered = actions.add_person(email=f"{name}@example.com", name=name, organisation=organisation, at=NOW)
    viewer = viewer_for(entered.person)
    assert viewer is not None
    return viewer


def _guest(name: str, by: Viewer) -> Viewer:
    """From outside: nothing that everybody here reads is for them."""
    made = actions.invite(by=by, name=name, guest=True, at=NOW)
    viewer = viewer_for(actions.spend_invitation(made.code, at=NOW).person)
    assert viewer is not None
    assert viewer.is_guest
    return viewer


def let_read_along(
    seeded: Any, alice: Viewer, dan: Viewer, *, things: tuple[UUID, UUID, UUID], week: str
) -> dict[str, Viewer]:
    """Max reads the first promise, the conversation and the week; `former` did; `hoped` has one yes of two."""
    private, shared, talk = things
    max_, former = (_coach(name, alice.organisation) for name in ("max", "former"))
    hoped = _guest("hoped", alice)
    _, week_id = own_written(alice, begun_week(alice, week, at=NOW))
    ids = {"promise": private, "conversation": talk, "reflection": week_id}
    for coach in (former, max_):
        for kind, thing in ids.items():
            _acted(alice, kind, thing, week, "invite", coach)
            if kind != "reflection":
                _acted(dan, kind, thing, week, "agree", coach)
            readers = THE_TWO | {"max", "max by token"}
            if kind == "reflection":
                readers = ALICE_ALONE | {"max", "max by a token to reflect"}
            for sort in ("question", "prompt"):
                text = seeded.canary(f"asked{kind}", readers)
                ask_along(viewer=coach, kind=kind, thing=thing, sort=sort, text=text, at=NOW)
            if coach is former:
                _acted(alice, kind, thing, week, "end", coach)
    _acted(alice, "promise", shared, week, "invite", hoped)
    seeded.examples |= {
        "kind": list(ids),
        "thing": [str(thing) for thing in (*ids.values(), shared)],
        "reflection": [str(week_id)],
        "leave": [str(one.id) for one in given_by(alice, at=NOW)],
    }
    return {"max": max_, "former": former, "hoped": hoped}


def _acted(who: Viewer, kind: str, thing: UUID, week: str, act: str, coach: Viewer) -> None:
    if kind == "promise":
        found = promise_thing(viewer=who, promise=thing, at=NOW)
    elif kind == "conversation":
        found = talk_thing(viewer=who, conversation=thing, at=NOW)
    else:
        found = week_thing(viewer=who, week=week, at=NOW)
    act_on(viewer=who, thing=found, act=act, coach=coach.person, at=NOW)
