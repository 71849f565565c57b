"""The world of the promises tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

from fairlead.core.policy import Viewer
from tests.doors.program import Program
from tests.rooms.promises.world import NOW, World, terms, the_world
from tests.rooms.remembered import remembered


@pytest.fixture
def world(db: None) -> World:
    return the_world()


@dataclass
class Programs:
    """The world with a program for each of the cast, at the moment of the world."""

    world: World
    alice: Program
    dan: Program
    olga: Program
    mallory: Program

    def ask(self, **changes: Any) -> dict[str, Any]:
        more = {
            name: changes.pop(name) for name in ("text", "team", "linked_to", "made_at") if name in changes
        }
        body = {"kind": "request", "to": str(self.world.dan.person), "terms": terms(**changes), **more}
        made = self.alice.post("/promises", body)
        assert made.status_code == 201, made.data
        return made.data

    def move(self, who: Program, promise: dict[str, Any], act: str, **facts: Any) -> Any:
        body = {"act": act, "version": promise["version"], **facts}
        return who.post(f"/promises/{promise['id']}/moves", body)

    def moved(self, who: Program, promise: dict[str, Any], act: str, **facts: Any) -> dict[str, Any]:
        answer = self.move(who, promise, act, **facts)
        assert answer.status_code == 201, answer.data
        return answer.data

    def promised(self, **changes: Any) -> dict[str, Any]:
        return self.moved(self.dan, self.ask(**changes), "accept")


@pytest.fixture
def clock() -> Iterator[Any]:
    """The world's Monday, for the doors, which look at the clock themselves."""
    with time_machine.travel(NOW, tick=False) as moving:
        yield moving


@pytest.fixture
def programs(world: World, clock: Any) -> Programs:
    return Programs(world, *with_tokens(world.alice, world.dan, world.olga, world.mallory))


@remembered
def with_tokens(*people: Viewer) -> list[Program]:
    return [Program.of(one, at=NOW) for one in people]
