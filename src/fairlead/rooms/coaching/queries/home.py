"""What a coach may read now, across the organisations of one account, and the right to ask beside a thing.

What may not live here: the words of the things but what each is about; whoever opens one is asked anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairlead.core.policy import Viewer, may_reflect
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.conversations.queries.lists import read_along
from fairlead.rooms.conversations.queries.lists import reads_along as talks_along
from fairlead.rooms.conversations.queries.show import seen_or_none as seen_talk
from fairlead.rooms.leaves.queries import LeaveShown, held_by, holds
from fairlead.rooms.people.queries import names, own_persons, viewer_for
from fairlead.rooms.promises.queries.show import seen_or_none as seen_promise
from fairlead.rooms.promises.queries.show import show_many
from fairlead.rooms.reflections.queries.shared import is_own, shared_week, weeks_by_id


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing shared with a coach. subject: of a promise its outcome, of a week its name, of a conversation nothing."""

    kind: str
    thing: UUID
    subject: str
    whose: tuple[str, ...]
    until: datetime
    address: str


@dataclass(frozen=True, slots=True)
class Home:
    """What is shared with one person: in one organisation. is_here: the one the reader is in now."""

    organisation: UUID
    name: str
    is_here: bool
    shared: tuple[Shared, ...]


def homes_of(*, viewer: Viewer, account: UUID | None, at: datetime) -> tuple[Home, ...]:
    """Of a session all organisations of its account, here first; of a token its own person's alone."""
    persons = own_persons(account) if account else ()
    found = []
    for one in persons:
        is_here = one.person == viewer.person
        whose = viewer if is_here else viewer_for(one.person)
        if whose is None or (viewer.scopes is not None and not is_here):
            continue
        found.append(Home(one.organisation, one.organisation_name, is_here, shared_with(whose, at=at)))
    return tuple(
        sorted((home for home in found if home.shared or home.is_here), key=lambda home: not home.is_here)
    )


def shared_with(viewer: Viewer, *, at: datetime) -> tuple[Shared, ...]:
    """Everything this person may read along with now: whatever ends last first."""
    leaves = held_by(viewer, at=at)
    found = [*_promises(viewer, leaves, at), *_weeks(viewer, leaves), *_talks(viewer, at)]
    return tuple(sorted(found, key=lambda one: one.until, reverse=True))


def _promises(viewer: Viewer, leaves: Iterable[LeaveShown], at: datetime) -> Iterable[Shared]:
    until = {leave.thing: leave.ends_at for leave in leaves if leave.kind == "promise"}
    for shown in show_many(list(until), viewer=viewer, at=at):
        ends_at = until[shown.id]
        if ends_at is not None:
            whose = (shown.asker.name, shown.doer.name)
            yield Shared("promise", shown.id, shown.terms.outcome, whose, ends_at, f"/promises/{shown.id}")


def _weeks(viewer: Viewer, leaves: Iterable[LeaveShown]) -> Iterable[Shared]:
    """A token that was not made for reflections is not told that there are any."""
    if not may_reflect(viewer):
        return
    wanted = {leave.thing: leave for leave in leaves if leave.kind == "reflection"}
    called = names({leave.by for leave in wanted.values()}) if wanted else {}
    for thing, week in (weeks_by_id(wanted, viewer=viewer) if wanted else {}).items():
        leave = wanted[thing]
        if leave.ends_at is not None:
            author = called.get(leave.by, "")
            yield Shared("reflection", thing, week.name, (author,), leave.ends_at, f"/coaching/weeks/{thing}")


def _talks(viewer: Viewer, at: datetime) -> Iterable[Shared]:
    talks = read_along(viewer=viewer, at=at)
    called = names({person for talk in talks for person in (talk.asker, talk.doer)}) if talks else {}
    for talk in talks:
        whose = (called.get(talk.asker, ""), called.get(talk.doer, ""))
        if talk.ends_at is not None:
            yield Shared("conversation", talk.id, "", whose, talk.ends_at, f"/conversations/{talk.id}")


# --- the right to see, and to ask beside a thing ---


def seen(kind: str, thing: UUID, *, viewer: Viewer, at: datetime) -> None:
    """Refusal not_found for who may not read the thing: one of those whose it is, or who reads along with it now."""
    if kind == "reflection" and is_own(thing, viewer=viewer):
        return
    _with(kind, thing, "read", viewer, at)


def may_ask(kind: str, thing: UUID, *, viewer: Viewer, at: datetime) -> None:
    """Refusal not_found for anybody but who reads along with it now."""
    _with(kind, thing, "add", viewer, at)


def _with(kind: str, thing: UUID, act: str, viewer: Viewer, at: datetime) -> None:
    if kind == "promise":
        seen_promise(thing, viewer, act=act, at=at)
    elif kind == "conversation":
        seen_talk(thing, viewer, act=act, at=at)
    elif kind == "reflection":
        shared_week(viewer=viewer, reflection=thing, at=at, act=act)
    else:
        raise Refusal("not_found")


# --- whether there is anything, for the place in the navigation ---


def reads_along(*, viewer: Viewer, at: datetime) -> sql.Statement:
    """Whether anything is shared with this person here, 1 or 0, along two keys."""
    asked = (holds(viewer, at=at), talks_along(viewer=viewer, at=at))
    exist = " OR ".join(f"EXISTS ({statement})" for statement, _ in asked)
    statement = f"SELECT CASE WHEN {exist} THEN 1 ELSE 0 END"
    return statement, [value for _, values in asked for value in values]
