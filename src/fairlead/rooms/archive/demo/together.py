"""What the team of the demo says about how it works, and what it agrees on: voices.txt and pacts.txt, through everybody's actions.

What may not live here: promises and conversations of two (story.py, talks.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.feedback.receipt import receipt_hash
from fairlead.core.feedback.telling import CROWD
from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import PublicKey, to_text
from fairlead.rooms.agreements.actions.move_agreement import move_agreement
from fairlead.rooms.agreements.actions.open_agreement import Wanted, open_agreement
from fairlead.rooms.archive.demo.browsing import ticket
from fairlead.rooms.archive.demo.chance import Chance
from fairlead.rooms.archive.demo.texts import sections
from fairlead.rooms.archive.demo.working_time import WorkingTime
from fairlead.rooms.feedback.actions.give import give_feedback
from fairlead.rooms.feedback.actions.move import move_feedback
from fairlead.rooms.feedback.actions.telling import tell_unsigned
from fairlead.rooms.feedback.actions.tickets import issue, key_of_week
from fairlead.rooms.feedback.actions.unsigned import answer_by_receipt, say_without_a_name
from fairlead.rooms.feedback.queries.threads import thread_of_receipt

Events = Iterator[tuple[datetime, Callable[[], Any]]]
EVERYBODY: Final = "everybody"
ALL: Final = 12
"""The team's agreements are for the whole first dozen: of fewer they would name who is not there."""


@dataclass(frozen=True, slots=True)
class Line:
    when: float
    who: str
    act: str
    facts: Mapping[str, str]
    said: tuple[str, ...]


def _line(text: str) -> Line:
    head, *said = text.split(" | ")
    when, who, act, *given = head.split()
    return Line(float(when), who, act, dict(fact.partition("=")[::2] for fact in given), tuple(said))


@dataclass
class Stage:
    """Who plays, and when it is. team: the first team, whose people are `viewers`."""

    viewers: Sequence[Viewer]
    team: UUID
    time: WorkingTime
    chance: Chance
    begins: float
    _tickets: dict[tuple[UUID, str], dict[str, str]] = field(default_factory=dict)

    def ticket(self, viewer: Viewer, at: datetime) -> dict[str, str]:
        """This week's, of which everybody has one."""
        week, key = key_of_week(organisation=viewer.organisation, at=at)
        if (viewer.person, week) not in self._tickets:
            self._tickets[viewer.person, week] = _fetched(viewer, key, at)
        return self._tickets[viewer.person, week]

    def look(self, at: datetime) -> None:
        """What the worker does once a day, in a week in which enough people were here."""
        for viewer in self.viewers[:CROWD]:
            self.ticket(viewer, at)
        tell_unsigned(at=at)

    def day(self, when: str) -> str:
        return self.time.at(float(when)).date().isoformat()


def said_together(stage: Stage) -> Events:
    """(when, what happens then) of everything whose people are there."""
    for title, lines in sections("voices.txt"):
        author, to, about = title.strip("[]").split()
        places = [int(place.lstrip("~")) for place in (author, to) if place != "team"]
        told = [*map(_line, lines)]
        if max(places) < len(stage.viewers) and told[0].when > stage.begins:
            yield from _Voice(stage, author, to, about).events(told)
    for title, lines in sections("pacts.txt"):
        told = [*map(_line, lines)]
        if len(stage.viewers) == ALL and told[0].when > stage.begins:
            yield from _Pact(stage, int(title.strip("[]"))).events(told)


@dataclass
class _Voice:
    """One piece of feedback while it is told. A signed one is known by its id, another by its receipt."""

    stage: Stage
    author: str
    to: str
    about: str
    id: UUID | None = None
    receipt: str = ""

    def events(self, lines: list[Line]) -> Events:
        for line in lines:
            at = self.stage.time.at(line.when)
            yield at, lambda line=line, at=at: self._say(line, at)  # type: ignore[misc]
            if line.act == "give" and not self.is_signed:
                told_at = self.stage.time.at(line.when + 1)
                yield told_at, lambda at=told_at: self.stage.look(at)  # type: ignore[misc]

    @property
    def is_signed(self) -> bool:
        return not self.author.startswith("~")

    def _say(self, line: Line, at: datetime) -> None:
        facts: dict[str, Any] = {
            name: value for name, value in line.facts.items() if name not in ("by", "text")
        }
        if line.said:
            facts["text"] = line.said[0]
        if "date" in facts:
            facts["date"] = self.stage.day(facts["date"])
        if line.act == "give":
            self._give(facts, at)
        elif line.who == "author" and not self.is_signed:
            answer_by_receipt(receipt=self.receipt, act=line.act, facts=facts, at=at)
        else:
            move_feedback(viewer=self._viewer(line), feedback=self._id(), act=line.act, facts=facts, at=at)

    def _viewer(self, line: Line) -> Viewer:
        place = line.facts.get("by", self.to) if line.who == "recipient" else self.author
        return self.stage.viewers[int(place)]

    def _give(self, facts: dict[str, Any], at: datetime) -> None:
        author = self.stage.viewers[int(self.author.lstrip("~"))]
        to = self.stage.team if self.to == "team" else self.stage.viewers[int(self.to)].person
        facts["about"] = self.about
        if self.is_signed:
            self.id = self.stage.chance.id_at(at)
            give_feedback(viewer=author, to=str(to), facts=facts, at=at, feedback=self.id)
        else:
            ticket = self.stage.ticket(author, at)
            self.stage.look(at)
            self.receipt = say_without_a_name(facts={**facts, "to": str(to), **ticket}, at=at)

    def _id(self) -> UUID:
        there = None if self.id else thread_of_receipt(receipt_hash(self.receipt))
        found = there.id if there else self.id
        assert found is not None  # noqa: S101 - it was given before
        return found


def _fetched(viewer: Viewer, key: PublicKey, at: datetime) -> dict[str, str]:
    """This week's, as a browser fetches it."""
    weeks = set[str]()

    def sign(blinded: str) -> str:
        week, answer = issue(viewer=viewer, blinded=blinded, at=at)
        weeks.add(week)
        return answer

    token, signature = ticket(key, sign)
    return {"week": weeks.pop(), "token": to_text(token), "signature": to_text(signature)}


@dataclass
class _Pact:
    """One agreement of the team while it is told."""

    stage: Stage
    author: int
    id: UUID = field(init=False)

    def events(self, lines: list[Line]) -> Events:
        for line in lines:
            at = self.stage.time.at(line.when)
            for place in self._places(line.who):
                yield at, lambda line=line, at=at, place=place: self._move(line, at, place)  # type: ignore[misc]

    def _places(self, who: str) -> list[int]:
        if who == EVERYBODY:
            return [place for place in range(len(self.stage.viewers)) if place != self.author]
        return [int(place) for place in who.split(",")]

    def _move(self, line: Line, at: datetime, place: int) -> None:
        viewer = self.stage.viewers[place]
        if line.act == "propose":
            self.id = self.stage.chance.id_at(at)
            facts = {
                "actions": [*map(self._action, line.said)],
                "look_again_on": self.stage.day(line.facts["look"]),
            }
            wanted = Wanted(team=str(self.stage.team))
            open_agreement(viewer=viewer, wanted=wanted, facts=facts, at=at, agreement=self.id)
            return
        facts = {**line.facts, **({"text": line.said[0]} if line.said else {})}
        version = 1 if line.act in ("agree", "see_problem") else None
        move_agreement(viewer=viewer, agreement=self.id, act=line.act, version=version, facts=facts, at=at)

    def _action(self, said: str) -> dict[str, Any]:
        who, _, text = said.partition(" ")
        by, _, due = who.partition("@")
        person = None if by == EVERYBODY else str(self.stage.viewers[int(by)].person)
        return {"by": person, "text": text, "due": self.stage.day(due) if due else None}
