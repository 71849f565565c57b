"""Everything of a person's own that somebody reads along with, or was suggested for: the list of coach access."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairlead.core.policy import Viewer, may_reflect
from fairlead.core.refusals import Refusal
from fairlead.rooms.conversations.queries.lists import let_read_along
from fairlead.rooms.leaves.queries import LeaveShown, given_by
from fairlead.rooms.people.queries import names
from fairlead.rooms.promises.queries.show import show_many
from fairlead.rooms.reflections.queries.shared import weeks_by_id


@dataclass(frozen=True, slots=True)
class Given:
    """until: None while it waits for a yes. address: where it is shown; `coach` below it is where it is answered.

    leave: its id, where it is not a conversation's own."""

    kind: str
    thing: UUID
    subject: str
    other_name: str
    coach: UUID
    coach_name: str
    until: datetime | None
    address: str
    leave: UUID | None = None
    by: UUID | None = None


def given(*, viewer: Viewer, at: datetime) -> tuple[Given, ...]:
    """The one that ends first first; those that wait before them."""
    leaves = given_by(viewer, at=at)
    found = [*_promises(viewer, leaves, at), *_weeks(viewer, leaves), *_talks(viewer, at)]
    return tuple(sorted(found, key=lambda one: (one.until is not None, one.until or at)))


def given_one(leave: UUID, *, viewer: Viewer, at: datetime) -> Given:
    """One of them by the id of its leave. Refusal not_found."""
    found = next((one for one in given(viewer=viewer, at=at) if one.leave == leave), None)
    if found is None:
        raise Refusal("not_found")
    return found


def _promises(viewer: Viewer, leaves: Iterable[LeaveShown], at: datetime) -> Iterable[Given]:
    of = {leave.thing: leave for leave in leaves if leave.kind == "promise"}
    for shown in show_many(list(of), viewer=viewer, at=at):
        address = f"/promises/{shown.id}"
        yield _row(of[shown.id], shown.terms.outcome, shown.other.name, address)


def _weeks(viewer: Viewer, leaves: Iterable[LeaveShown]) -> Iterable[Given]:
    of = {leave.thing: leave for leave in leaves if leave.kind == "reflection"}
    if not of or not may_reflect(viewer):
        return
    for thing, week in weeks_by_id(of, viewer=viewer).items():
        yield _row(of[thing], week.name, "", f"/reflect/{week.name}")


def _row(leave: LeaveShown, subject: str, other_name: str, address: str) -> Given:
    return Given(
        leave.kind,
        leave.thing,
        subject,
        other_name,
        leave.coach,
        leave.coach_name,
        leave.ends_at,
        address,
        leave.id,
        leave.by,
    )


def _talks(viewer: Viewer, at: datetime) -> Iterable[Given]:
    talks = let_read_along(viewer=viewer, at=at)
    people = {person for talk in talks for person in (talk.asker, talk.doer, talk.coach)}
    called = names(people) if people else {}
    for talk in talks:
        other = called.get(talk.doer if talk.asker == viewer.person else talk.asker, "")
        coach, address = called.get(talk.coach, ""), f"/conversations/{talk.id}"
        yield Given("conversation", talk.id, "", other, talk.coach, coach, talk.ends_at, address)
