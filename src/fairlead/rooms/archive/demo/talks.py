"""Conversations of the demo, read from talks.txt and held through everybody's actions, each as far as it has come.

What may not live here: which promises slip (pieces.txt), and what a conversation allows (core/conversation)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation.agenda import Role
from fairlead.core.policy import Viewer
from fairlead.rooms.archive.demo.chance import Chance
from fairlead.rooms.archive.demo.story import Story
from fairlead.rooms.archive.demo.texts import sections
from fairlead.rooms.archive.demo.working_time import WorkingTime
from fairlead.rooms.coaching.actions.sharing import ask_along
from fairlead.rooms.conversations.actions.begin import Wanted, begin
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.people.queries import viewer_for

NEVER_ASKED: Final = "never asked: "
NUMBERS: Final = frozenset({"prompt", "question"})
DAYS: Final = {"look": "look_again_on", "date": "date"}
TEXTS: Final = {"invite": "purpose"}
"""What an act calls its first sentence, where that is not its text."""
ASKED_ALONG: Final = "ask_along"
ALONG: Final = frozenset({"invite_facilitator", "agree_facilitator", "end_facilitator", ASKED_ALONG})
"""What is about who reads along; left out where the demo is too small to have somebody from outside."""
Coach = Callable[[], UUID | None]
"""Who reads along, once somebody has invited her (along.py)."""
_Key = tuple[str, UUID, UUID]
"""The outcome, the asker and the doer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step as it is written down. said: the first sentence, then what else is said in it."""

    when: float
    role: Role
    act: str
    facts: Mapping[str, str]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """asker, doer: by their place in the cast. about: the outcome of a promise, as pieces.txt has it, or what was never asked."""

    asker: int
    doer: int
    about: str
    lines: tuple[Line, ...]

    @property
    def is_about_a_promise(self) -> bool:
        return not self.about.startswith(NEVER_ASKED)


@cache
def talks() -> tuple[Talk, ...]:
    return tuple(_talk(title, lines) for title, lines in sections("talks.txt"))


def _talk(title: str, lines: list[str]) -> Talk:
    places, _, about = title.removeprefix("[").partition("] ")
    asker, doer = places.split()
    return Talk(int(asker), int(doer), about, tuple(_line(line) for line in lines))


def _line(line: str) -> Line:
    head, *said = line.split(" | ")
    when, role, act, *given = head.split()
    facts = {name: value or "yes" for name, _, value in (fact.partition("=") for fact in given)}
    return Line(float(when), "asker" if role == "asker" else "doer", act, facts, tuple(said))


@dataclass
class _Told:
    """A conversation while it is held."""

    talk: Talk
    people: Mapping[Role, Viewer]
    wanted: Wanted
    id: UUID
    time: WorkingTime
    coach: Coach
    conditions: int = 0
    version: int = 0

    def begin(self, at: datetime) -> None:
        begin(viewer=self.people[self.talk.lines[0].role], wanted=self.wanted, at=at, conversation=self.id)

    def say(self, line: Line, at: datetime) -> None:
        coach = self.coach()
        if line.act not in ALONG:
            self._take_step(line, at)
        elif coach is not None and line.act == ASKED_ALONG:
            self._ask_along(coach, line.said[0], at)
        elif coach is not None:
            self._take_step(line, at)

    def _ask_along(self, coach: UUID, text: str, at: datetime) -> None:
        viewer = viewer_for(coach)
        assert viewer is not None  # noqa: S101 - she was invited before
        ask_along(viewer=viewer, kind="conversation", thing=self.id, sort="question", text=text, at=at)

    def _take_step(self, line: Line, at: datetime) -> None:
        viewer, facts = self.people[line.role], self._facts(line)
        version = self.version if line.act == "agree_to_it" else None
        shown = take_step(
            viewer=viewer, conversation=self.id, act=line.act, version=version, facts=facts, at=at
        )
        self.version = shown.version

    def _facts(self, line: Line) -> dict[str, Any]:
        facts = {name: value for given in line.facts.items() for name, value in self._fact(*given)}
        if line.act == "propose_agreement":
            return {**facts, **self._agreement(line.said)}
        if line.act == "state_gap":
            facts.setdefault("conditions", [])
        if line.said:
            name = "own_words" if line.act == "give_causes" else TEXTS.get(line.act, "text")
            facts[name] = line.said[0]
        if len(line.said) > 1:
            facts["points"] = list(line.said[1:])
        return facts

    def _fact(self, name: str, value: str) -> Iterator[tuple[str, Any]]:
        if name in ("yes", "no"):
            yield "was_a_yes", name == "yes"
        elif name == "conditions":
            yield name, [self.conditions if value == "last" else 1]
        elif name == "codes":
            yield name, value.split(",")
        elif name == "person":
            yield name, str(self.coach())
        elif name in DAYS:
            yield DAYS[name], self._day(value)
        else:
            yield name, int(value) if name in NUMBERS else value

    def _day(self, value: str) -> str:
        return self.time.at(float(value)).date().isoformat()

    def _agreement(self, said: Iterable[str]) -> dict[str, Any]:
        actions: list[dict[str, Any]] = []
        answers: list[dict[str, Any]] = []
        for one in said:
            who, _, text = one.partition(" ")
            if who == "answer:":
                answers.append({"point": len(answers) + 1, "text": text})
                continue
            role, _, due = who.partition("@")
            person = self.people["asker" if role == "asker" else "doer"].person
            actions.append({"by": str(person), "text": text, "due": self._day(due) if due else None})
        return {"actions": actions, **({"answers": answers} if answers else {})}


def talked(
    stories: Iterable[Story],
    viewers: tuple[Viewer, ...],
    *,
    time: WorkingTime,
    chance: Chance,
    coach: Coach,
) -> Iterator[tuple[datetime, Callable[[], Any]]]:
    """(when, what happens then) for every step of every conversation whose people and promise are there."""
    known: dict[_Key, Story] = {}
    for story in stories:  # the first is that of pieces.txt
        known.setdefault((story.plot.ask.outcome, story.promise.asker, story.promise.doer), story)
    for talk in talks():
        if max(talk.asker, talk.doer) >= len(viewers):
            continue
        people: dict[Role, Viewer] = {"asker": viewers[talk.asker], "doer": viewers[talk.doer]}
        begins = time.at(talk.lines[0].when)
        found = _wanted(talk, known, people, begins)
        if found is not None:
            wanted, conditions = found
            yield from _events(
                _Told(talk, people, wanted, chance.id_at(begins), time, coach, conditions=conditions)
            )


def _wanted(
    talk: Talk, stories: Mapping[_Key, Story], people: Mapping[Role, Viewer], begins: datetime
) -> tuple[Wanted, int] | None:
    """What it is about, and how many conditions that has. None while the promise is younger than the talk: a demo of few weeks."""
    opener = talk.lines[0].role
    if not talk.is_about_a_promise:
        other = people["doer" if opener == "asker" else "asker"]
        expectation = talk.about.removeprefix(NEVER_ASKED)
        return Wanted(to=str(other.person), expectation=expectation, me=opener), 0
    story = stories.get((talk.about, people["asker"].person, people["doer"].person))
    if story is None or not any(move.act == "accept" and move.at < begins for move in story.moves):
        return None
    return Wanted(promise=str(story.promise.id)), len(story.promise.terms.standard)


def _events(told: _Told) -> Iterator[tuple[datetime, Callable[[], Any]]]:
    for number, line in enumerate(told.talk.lines):
        at = told.time.at(line.when)
        if number == 0:
            yield at, lambda at=at: told.begin(at)  # type: ignore[misc]
        yield at, lambda line=line, at=at: told.say(line, at)  # type: ignore[misc]
