"""Feedback as one person sees it: what was said, how far it is, whose word is next, what is open to them.

What may not live here: HTML, JSON, deciding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation.facts import day_of
from fairlead.core.feedback.law import Asked, Item, open_acts, waits_on
from fairlead.core.feedback.rules import Role, Rule
from fairlead.core.policy import Feeding, Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.feedback.queries.threads import Thread, Told, thread
from fairlead.rooms.people.queries import cards, team_names
from fairlead.rooms.people.shapes import PersonCard


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said. by: of the author only where it is signed. text: None: nothing written, or erased."""

    number: int
    act: str
    role: Role
    by: UUID | None
    on: date | None
    answer: str | None
    decision: str | None
    date: date | None
    text: str | None
    is_erased: bool


@dataclass(frozen=True, slots=True)
class FeedbackShown:
    """For one viewer, or for who holds the receipt. to_team: the team's id and name, else people has the person.

    waits_on: whose word is next. age: days since it was given; None: not told yet."""

    id: UUID
    is_signed: bool
    me: Role
    author: UUID | None
    person: UUID | None
    team: UUID | None
    team_name: str
    people: Mapping[UUID, PersonCard]
    item: Item
    given_on: date | None
    age: int | None
    waits_on: Role | None
    lines: tuple[Line, ...]
    open_acts: tuple[Rule, ...]

    @property
    def is_my_turn(self) -> bool:
        return self.waits_on == self.me

    @property
    def text(self) -> str | None:
        """What was given."""
        return self.lines[0].text

    @property
    def said_back(self) -> str | None:
        """The last read-back."""
        return next((line.text for line in reversed(self.lines) if line.act == "hear"), None)

    @property
    def decided(self) -> Line | None:
        """The last decision."""
        return next((line for line in reversed(self.lines) if line.act == "decide"), None)


def feeding_of(found: Thread) -> Feeding:
    """The feedback as the policy knows it."""
    return Feeding(found.organisation, found.author, found.person, found.team)


def seen_or_none(feedback: UUID, viewer: Viewer) -> tuple[Thread, Role]:
    """The thread and whose part the viewer has in it. Not yours and not there are refused alike."""
    found = thread(feedback, organisation=viewer.organisation)
    role = policy.part_in_feedback(viewer, feeding_of(found)) if found else None
    if found is None or role is None:
        raise Refusal("not_found")
    return found, role


def show(*, viewer: Viewer, feedback: UUID, at: datetime) -> FeedbackShown:
    """One piece of feedback. Refusal not_found when it is not the viewer's, or not there."""
    found, role = seen_or_none(feedback, viewer)
    return shown_to(found, role, at=at, zone=viewer.zone)


def shown_to(found: Thread, role: Role, *, at: datetime, zone: str) -> FeedbackShown:
    """The same from a thread already read; without a viewer for who holds the receipt."""
    [shown] = all_shown([(found, role)], at=at, zone=zone)
    return shown


def all_shown(
    threads: Iterable[tuple[Thread, Role]], *, at: datetime, zone: str
) -> tuple[FeedbackShown, ...]:
    """Many, with the names of all by one statement each."""
    found = list(threads)
    people = cards({person for one, _ in found for person in _people_in(one)})
    teams = team_names({one.team for one, _ in found if one.team})
    return tuple(_shown(one, role, people, teams, Asked(role, at, zone)) for one, role in found)


def _people_in(found: Thread) -> set[UUID]:
    return {one for one in (found.author, found.person, *(told.by for told in found.told)) if one}


def _shown(
    found: Thread, role: Role, people: Mapping[UUID, PersonCard], teams: Mapping[UUID, str], asked: Asked
) -> FeedbackShown:
    today = day_of(asked.at, asked.zone)
    return FeedbackShown(
        id=found.id,
        is_signed=found.is_signed,
        me=role,
        author=found.author,
        person=found.person,
        team=found.team,
        team_name=teams.get(found.team, "") if found.team else "",
        people=people,
        item=found.item,
        given_on=found.given_on,
        age=max((today - found.given_on).days, 0) if found.given_on else None,
        waits_on=waits_on(found.item, today=today),
        lines=tuple(map(_line, found.told)),
        open_acts=open_acts(found.item, asked=asked),
    )


def _line(told: Told) -> Line:
    entry = told.entry
    data = entry.data
    return Line(
        number=entry.number,
        act=entry.act,
        role=entry.role,
        by=told.by,
        on=entry.on,
        answer=data.get("answer"),
        decision=data.get("decision"),
        date=date.fromisoformat(data["date"]) if "date" in data else None,
        text=str(entry.words["text"]) if entry.words else None,
        is_erased=told.is_erased,
    )
