"""Which promises the small demo has: those that are always there, one of every way, and more by chance.

Pure, like the stories: people are known by their place in the cast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from fairlead.rooms.archive.demo.chance import Chance
from fairlead.rooms.archive.demo.story import Plot, Story, tell
from fairlead.rooms.archive.demo.texts import Ask, Way, asks, pieces, ways
from fairlead.rooms.archive.demo.working_time import PRESENT, WorkingTime

LEAD: Final = 0
AGAIN: Final = {"revoked": 0.6, "declined": 0.4, "cancelled": 0.3, "satisfied": 0.06}
"""How often an end is followed by a new promise that is linked to it."""
TRIES: Final = 50


class Timeline:
    """people: ids by place. teams: of each place. linked stories come after the one they are linked to."""

    def __init__(
        self, people: Sequence[UUID], teams: Sequence[UUID], *, weeks: int, time: WorkingTime, chance: Chance
    ) -> None:
        self.people, self.teams, self.time, self.chance = people, teams, time, chance
        self.first_day = -5.0 * weeks
        self.fresh = iter(chance.mixed(asks()))

    def stories(self) -> Iterator[Story]:
        told = [*self._always_there(), *self._by_chance()]
        yield from told
        for story in told:
            yield from self._again(story)

    def _always_there(self) -> Iterator[Story]:
        by_outcome = {ask.outcome: ask for ask in asks()}
        fills = {"client": "Halden", "version": "4.2", "month": self.time.at(30).strftime("%B")}
        for piece in pieces():
            is_over = piece.due < self.first_day + 1  # before the demo begins
            if max(piece.asker, piece.doer) < len(self.people) and not is_over:
                ask = by_outcome[piece.outcome]
                plot = self._plot(piece.way, ask, piece.asker, piece.doer, max(piece.opens, self.first_day))
                plot = replace(plot, due=piece.due, fills=fills, check_ins=piece.check_ins)
                yield tell(plot, time=self.time, chance=self._own(piece.outcome))

    def _by_chance(self) -> Iterator[Story]:
        """Every way once while the demo is young, then as often as its weight says."""
        count = max(round(-self.first_day / 5 * len(self.people)) - len(pieces()), len(ways()))
        for number in range(count):
            is_first = number < len(ways())
            way = ways()[number] if is_first else self.chance.weighed(ways(), [way.weight for way in ways()])
            latest = max(-18.0, self.first_day * 0.4) if is_first else PRESENT
            yield self._told(way, number, latest)

    def _told(self, way: Way, number: int, latest: float) -> Story:
        """Whoever leads has enough waiting already: what they are in besides has ended."""
        for again in range(TRIES):
            chance = self._own(number, again)
            asker, doer = self._pair(chance)
            plot = self._plot(way, self._next_ask(), asker, doer, chance.between(self.first_day, latest))
            story = tell(plot, time=self.time, chance=chance)
            if LEAD not in (asker, doer) or story.promise.ended:
                break
        return story

    def _own(self, *seed: object) -> Chance:
        return Chance(*seed, self.chance.between(0, 1))

    def _pair(self, chance: Chance) -> tuple[int, int]:
        asker = int(chance.between(0, len(self.people)))
        near = [
            place
            for place, team in enumerate(self.teams)
            if place != asker and (team == self.teams[asker] or chance.happens(0.03))
        ]
        others = near or [place for place in range(len(self.people)) if place != asker]
        return asker, chance.one_of(others)

    def _next_ask(self) -> Ask:
        try:
            return next(self.fresh)
        except StopIteration:
            self.fresh = iter(self.chance.mixed(asks()))
            return next(self.fresh)

    def _plot(self, way: Way, ask: Ask, asker: int, doer: int, opens: float) -> Plot:
        team = self.teams[asker] if self.teams[asker] == self.teams[doer] else None
        opens = max(opens, self.first_day)
        return Plot(way, ask, self.people[asker], self.people[doer], opens, team=team)

    def _again(self, story: Story) -> Iterator[Story]:
        opens = story.last + self.chance.between(0.5, 3)
        is_leads = self.people[LEAD] in (story.promise.asker, story.promise.doer)
        is_wanted = self.chance.happens(AGAIN.get(story.promise.stage, 0))
        if opens < PRESENT - 1 and is_wanted and not is_leads:
            linked = story.promise.id
            plot = replace(
                story.plot, way=ways()[0], opens=opens, due=None, linked_to=linked, fills=story.fills
            )
            yield tell(plot, time=self.time, chance=self._own("again", linked))
