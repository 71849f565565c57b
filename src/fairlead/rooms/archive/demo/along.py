"""What lies beside the promises and talks of the demo: a coach from outside, a word of the team's own, its rhythm and its counts,
and how the one who leads listened in two talks.

Through everybody's actions. What may not live here: promises (story.py), what the team says and agrees on (together.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.archive.demo.story import Story
from fairlead.rooms.archive.demo.together import Stage
from fairlead.rooms.archive.demo.working_time import PRESENT
from fairlead.rooms.coaching.actions.sharing import act_on, ask_along, invite_outside
from fairlead.rooms.coaching.queries.things import Thing, promise_thing
from fairlead.rooms.conversations.actions.team_codes import add_cause
from fairlead.rooms.listening.actions.keep import keep
from fairlead.rooms.listening.queries.look import looked, made_up
from fairlead.rooms.people.actions import spend_invitation
from fairlead.rooms.people.queries import viewer_for
from fairlead.rooms.team.actions.freeze import freeze
from fairlead.rooms.team.actions.rhythm import set_rhythm

Events = Iterator[tuple[datetime, Callable[[], Any]]]
NAME: Final = "Ines Falk"
EMAIL: Final = "ines.falk@coaching.example"
LEAD: Final = 0
OWN_CODE: Final = "TEAM_A3A17F0E5D"
"""talks.txt chooses it."""
WEEKS_COUNTED: Final = 4
LISTENED: Final = (("tells", -31.0), ("listens", -7.0))
"""The talks the lead looked at, alone, and whose figures they kept; none before the demo begins."""
RUTH: Final = "Ruth"


@dataclass(frozen=True, slots=True)
class Shared:
    """A promise of pieces.txt that is read along with: by whose invitation, from when on, what is asked, and until when."""

    outcome: str
    asker: int
    doer: int
    invited: float
    agreed: float
    asked: float
    question: str
    ended: float | None = None


SHARED: Final = (
    Shared("The old import moved off the shared server", 3, 8, -25.9, -25.7, -24.9,
           "What would each of you have needed on that Sunday, and from whom?", ended=-20.6),
    Shared("Interview notes from five customers", 0, 4, -1.2, -1.1, -0.7,
           "What would make an early word as easy in the second week as it was in the first?"),
)  # fmt: skip


@dataclass
class Along:
    """The coach, once somebody has invited her; from then on she is known by her id."""

    stage: Stage
    coach: UUID | None = None
    promises: dict[tuple[str, UUID, UUID], UUID] = field(default_factory=dict)

    def events(self, stories: Iterable[Story]) -> Events:
        for story in stories:
            asked = (story.plot.ask.outcome, story.promise.asker, story.promise.doer)
            self.promises.setdefault(asked, story.promise.id)
        yield from self._team()
        yield from self._listened()
        for shared in SHARED:
            if (
                max(shared.asker, shared.doer) < len(self.stage.viewers)
                and shared.invited > self.stage.begins
            ):
                yield from self._shared(shared)

    def _team(self) -> Events:
        """The own word is there before anybody can choose it; every second week, and so today, the team looks at how it works."""
        lead, time, first = self.stage.viewers[LEAD], self.stage.time, self.stage.begins + 0.1
        at = time.at(first)
        about: dict[str, Any] = {"viewer": lead, "team": self.stage.team, "at": at}
        word: dict[str, Any] = {"label": "a wait nobody speaks of", "place": "speaking_up", "code": OWN_CODE}
        yield at, partial(add_cause, **about, **word)
        looked = time.today - timedelta(weeks=4)
        yield at, partial(set_rhythm, **about, every="two_weeks", first_on=looked.isoformat())
        for week in range(WEEKS_COUNTED):
            monday = time.today - timedelta(days=time.today.weekday(), weeks=week)
            at = time.at(PRESENT - 0.1) - (time.today - monday)
            if at > time.at(first):
                yield at, partial(freeze, self.stage.team, lead.organisation, at=at)

    def _listened(self) -> Events:
        for name, when in LISTENED:
            if when > self.stage.begins:
                at = self.stage.time.at(when)
                yield at, partial(_keep, self.stage.viewers[LEAD], name, at)

    def _shared(self, shared: Shared) -> Events:
        time = self.stage.time
        asker, doer = self.stage.viewers[shared.asker], self.stage.viewers[shared.doer]
        promise = self.promises[shared.outcome, asker.person, doer.person]
        for when, make in (
            (shared.invited, partial(self._invite, asker)),
            (shared.agreed, partial(self._act, doer, "agree")),
            (shared.asked, partial(self._ask, shared.question)),
            (shared.ended, partial(self._act, asker, "end")),
        ):
            if when is not None:
                yield time.at(when), partial(make, promise, time.at(when))

    def _thing(self, viewer: Viewer, promise: UUID, at: datetime) -> Thing:
        return promise_thing(viewer=viewer, promise=promise, at=at)

    def _act(self, viewer: Viewer, act: str, promise: UUID, at: datetime) -> None:
        act_on(viewer=viewer, thing=self._thing(viewer, promise, at), act=act, coach=self.coach, at=at)

    def _invite(self, viewer: Viewer, promise: UUID, at: datetime) -> None:
        if self.coach is not None:
            self._act(viewer, "invite", promise, at)
            return
        thing = self._thing(viewer, promise, at)
        made = invite_outside(viewer=viewer, thing=thing, name=NAME, email=EMAIL, at=at)
        assert made is not None  # noqa: S101 - nobody of this address is here
        self.coach = spend_invitation(made.code, at=at).person

    def _ask(self, question: str, promise: UUID, at: datetime) -> None:
        coach = viewer_for(self.coach) if self.coach else None
        assert coach is not None  # noqa: S101 - she was invited before
        ask_along(viewer=coach, kind="promise", thing=promise, sort="question", text=question, at=at)


def _keep(viewer: Viewer, name: str, at: datetime) -> None:
    seen = looked(viewer, made_up(name), me=RUTH, on=at.date())
    keep(viewer=viewer, figures=seen.figures, on=at.date(), at=at)
