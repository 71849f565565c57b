"""What the demo's teams make of their waves: what somebody thinks it means, what was said and its answer, one agreement.

What may not live here: answering a wave (waves.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.agreements.actions.move_agreement import move_agreement
from fairlead.rooms.archive.demo.chance import Chance
from fairlead.rooms.pulses.actions.after import answer_theme, name_theme, say_meaning, suggest

Event = tuple[datetime, Callable[[], Any]]


@dataclass(frozen=True, slots=True)
class Said:
    """One line under a wave. days: after its close; who: by their place, who leads is 0."""

    act: str
    days: float
    who: int
    facts: Mapping[str, str]
    text: str


def said_in(line: str) -> Said:
    head, _, text = line.removeprefix("+ ").partition(" | ")
    act, days, who, *facts = head.split()
    return Said(act, float(days), int(who), dict(fact.partition("=")[::2] for fact in facts), text)


@dataclass
class Following:
    """What is made of one wave. viewers: of the team by place, who leads first; pulse: tells which wave it is."""

    viewers: Callable[[], Sequence[Viewer]]
    pulse: Callable[[], UUID]
    closes: datetime
    chance: Chance
    _theme: UUID | None = None

    def events(self, lines: Sequence[Said], *, until: datetime) -> Iterator[Event]:
        for line in lines:
            at = self.closes + timedelta(days=line.days)
            if at <= until:
                yield at, partial(self._happens, line, at)

    def _happens(self, line: Said, at: datetime) -> None:
        {
            "meaning": self._mean,
            "theme": self._name,
            "answer": self._answer,
            "agree": self._agree,
        }[line.act](line, self.viewers()[line.who], at)

    def _mean(self, line: Said, viewer: Viewer, at: datetime) -> None:
        say_meaning(viewer=viewer, pulse=self.pulse(), text=line.text, at=at)

    def _name(self, line: Said, viewer: Viewer, at: datetime) -> None:
        theme = self.chance.id_at(at)
        self._theme = name_theme(viewer=viewer, pulse=self.pulse(), text=line.text, at=at, theme=theme)

    def _answer(self, line: Said, viewer: Viewer, at: datetime) -> None:
        assert self._theme is not None  # noqa: S101 - it was named before
        on = _day(at, line.facts["on"]) if "on" in line.facts else None
        answer_theme(
            viewer=viewer,
            pulse=self.pulse(),
            theme=self._theme,
            decision=line.facts["decision"],
            text=line.text,
            on=on,
            at=at,
        )

    def _agree(self, line: Said, viewer: Viewer, at: datetime) -> None:
        made = suggest(
            viewer=viewer,
            pulse=self.pulse(),
            text=line.text,
            look_again_on=_day(at, line.facts["look"]),
            agreement=self.chance.id_at(at),
            at=at,
        )
        for one in self.viewers():
            if one.person != viewer.person:
                move_agreement(
                    viewer=one, agreement=made, act="agree", version=1, facts={}, at=at + timedelta(days=1)
                )


def _day(at: datetime, days: str) -> str:
    return (at + timedelta(days=int(days))).date().isoformat()
