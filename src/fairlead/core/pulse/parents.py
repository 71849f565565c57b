"""Teams added up: what of a parent may be shown beside what is shown of its teams. Pure, and the same every time.

What may not live here: one team (disclosure.py), numbers (bounds.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from fairlead.core.pulse.bounds import LOWEST, Thresholds
from fairlead.core.pulse.disclosure import band_of, lifted

Reason = Literal["too_few", "few_teams", "shared", "complement"]
Means = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A team or a parent. respondents, means (by axis), members: a team's own; a parent has none, only nodes under it."""

    name: str
    parent: str | None = None
    respondents: int = 0
    means: Means = field(default_factory=dict)
    members: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Sum:
    """What is protected and shown of a node. teams: how many are in it."""

    respondents: int
    teams: int
    means: Means


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every node is in one of the two."""

    shown: Mapping[str, Sum]
    withheld: Mapping[str, Reason]


def add_up(nodes: Sequence[Node], *, thresholds: Thresholds = LOWEST) -> Outcome:
    """From the teams upward. A parent is shown only if those it has beside its shown parts are none, or enough; where
    they are too few, its next smallest shown part is withheld until they are."""
    tree = _Tree(nodes, thresholds)
    for node in tree.upward():
        tree.settle(node)
    shown = {name: tree.sum_of(name) for name in tree.shown}
    return Outcome(shown, tree.withheld)


class _Tree:
    """The nodes while they are settled, the lowest first."""

    def __init__(self, nodes: Sequence[Node], thresholds: Thresholds) -> None:
        self.nodes = {node.name: node for node in sorted(nodes, key=lambda node: node.name)}
        self.below: dict[str, list[Node]] = {name: [] for name in self.nodes}
        for node in self.nodes.values():
            if node.parent is not None:
                self.below[node.parent].append(node)
        self.thresholds = thresholds
        self.shown: set[str] = set()
        self.withheld: dict[str, Reason] = {}

    def upward(self) -> list[Node]:
        found: list[Node] = []
        open_ones = [node for node in self.nodes.values() if node.parent is None]
        while open_ones:
            node = open_ones.pop()
            found.append(node)
            open_ones += self.below[node.name]
        if len(found) != len(self.nodes):
            raise ValueError("a node lies under itself")
        return found[::-1]

    def teams(self, name: str) -> list[Node]:
        """Those with answers, in it and under it."""
        node = self.nodes[name]
        own = [node] if node.respondents else []
        return own + [team for child in self.below[name] for team in self.teams(child.name)]

    def parts(self, name: str) -> list[str]:
        """The highest shown nodes under it."""
        found: list[str] = []
        for child in self.below[name]:
            found += [child.name] if child.name in self.shown else self.parts(child.name)
        return found

    def rest(self, name: str) -> list[Node]:
        """The teams in it that are in no shown part of it."""
        within = {team.name for part in self.parts(name) for team in self.teams(part)}
        return [team for team in self.teams(name) if team.name not in within]

    def size(self, name: str) -> int:
        return sum(team.respondents for team in self.teams(name))

    def settle(self, node: Node) -> None:
        reason = self.reason(node)
        if reason is not None:
            self.withheld[node.name] = reason
            return
        if self.below[node.name]:
            self.widen(node)
        self.shown.add(node.name)

    def reason(self, node: Node) -> Reason | None:
        teams = self.teams(node.name)
        is_parent = bool(self.below[node.name])
        if self.size(node.name) < self.thresholds.scores:
            return "too_few"
        if is_parent and len(teams) < self.thresholds.teams:
            return "few_teams"
        if sum(len(team.members) for team in teams) > len(
            frozenset[UUID]().union(*(t.members for t in teams))
        ):
            return "shared"
        return None

    def widen(self, node: Node) -> None:
        """Withholds the smallest parts until the rest is nobody, or enough people to be told apart by nothing."""
        while 0 < sum(team.respondents for team in self.rest(node.name)) < self.thresholds.scores:
            smallest = min(self.parts(node.name), key=lambda part: (self.size(part), part))
            self.shown.discard(smallest)
            self.withheld[smallest] = "complement"

    def sum_of(self, name: str) -> Sum:
        teams, size = self.teams(name), self.size(name)
        axes = teams[0].means
        means = {axis: self.total(name, axis) / size for axis in axes}
        return Sum(size, len(teams), means)

    def total(self, name: str, axis: str) -> float:
        """The sum over its shown parts and the rest, each lifted: whoever subtracts what is shown finds no more."""
        node, rest = self.nodes[name], self.rest(name)
        if not self.below[name]:
            return node.means[axis] * node.respondents
        parts = [(self.size(part), self.total(part, axis)) for part in self.parts(name)]
        if rest:
            people = sum(team.respondents for team in rest)
            parts.append((people, sum(team.respondents * team.means[axis] for team in rest)))
        return sum(people * _lifted(total / people, people) for people, total in parts)


def _lifted(mean: float, people: int) -> float:
    band = band_of(people)
    return mean if band is None else lifted(mean, band)
