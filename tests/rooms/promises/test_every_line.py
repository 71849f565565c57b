"""Every line of the law, played on the real database through every door: the same line lands in the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, Protocol
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from fairlead.core.policy import Viewer
from fairlead.core.promise.rules import LINES, Role, other
from fairlead.doors.clock import now
from fairlead.rooms.people.actions import create_token
from fairlead.rooms.promises.models import Move, Standing
from fairlead.rooms.promises.queries.show import show
from tests.core.promise.cast import MONDAY, stages, told
from tests.doors.program import Program
from tests.paper import form_on, send
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.every_line import Opened, Scene, actor, last_move, openings, scenes, zone
from tests.rooms.promises.test_cli import run
from tests.rooms.promises.world import World


class Door(Protocol):
    """One way in, for both of them."""

    def move(self, scene: Scene, promise: UUID) -> None: ...

    def open(self, opened: Opened, to: Viewer, team: UUID) -> None: ...


def local(text: str, name: str) -> dict[str, str]:
    """A moment as the date and time fields of a form."""
    return {name: text[:10], f"{name}_time": text[11:16]}


class PageDoor:
    """A browser without JavaScript: the form of the act's own page, filled in and sent."""

    def __init__(self, world: World) -> None:
        self.browsers: dict[Role, Client] = {"asker": browser_of(world.alice), "doer": browser_of(world.dan)}

    def move(self, scene: Scene, promise: UUID) -> None:
        browser = self.browsers[scene.line.actor]
        address = f"/promises/{promise}/{scene.line.act}"
        page = browser.get(address)
        assert page.status_code == 200, page.content.decode()
        form = form_on(page.content.decode(), address, action=address, having=["version"])
        answer = send(browser, form, self.typed(scene))
        assert answer.status_code == 303, answer.content.decode()
        assert answer["Location"] == f"/promises/{promise}"

    def open(self, opened: Opened, to: Viewer, team: UUID) -> None:
        browser, kind = self.browsers[opened.role], "ask" if opened.act == "request" else "offer"
        address = f"/{kind}?to={to.person}"
        form = form_on(browser.get(address).content.decode(), address, action=f"/{kind}", having=["outcome"])
        terms = opened.facts["terms"]
        given = {**terms, **local(terms["due"], "due"), "text": opened.facts["text"], "team": team}
        if opened.made_at is not None:
            given |= local(opened.made_at, "made_at")
        answer = send(browser, form, given)
        assert answer.status_code == 303, answer.content.decode()

    @staticmethod
    def typed(scene: Scene) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, value in scene.facts.items():
            if name == "terms":
                given |= value
            elif name in ("date", "fix_by"):
                given |= local(value, name)
            else:
                given[name] = value
        return given


class ApiDoor:
    """A program with a token."""

    def __init__(self, world: World) -> None:
        self.programs = programs(world)

    def move(self, scene: Scene, promise: UUID) -> None:
        body = {"act": scene.line.act, "version": scene.version, **scene.facts}
        answer = self.programs[scene.line.actor].post(f"/promises/{promise}/moves", body)
        assert answer.status_code == 201, answer.data
        assert answer.data["stage"] == scene.line.next_stage.partition("/")[0]

    def open(self, opened: Opened, to: Viewer, team: UUID) -> None:
        body = {"kind": opened.act, "to": str(to.person), "team": str(team), "made_at": opened.made_at}
        answer = self.programs[opened.role].post("/promises", {**body, **opened.facts})
        assert answer.status_code == 201, answer.data


class CommandDoor:
    """The command line of a person who is signed in."""

    def __init__(self, world: World) -> None:
        self.programs = programs(world)

    def move(self, scene: Scene, promise: UUID) -> None:
        said = ["move", str(promise), scene.line.act, "--version", str(scene.version)]
        self._say(scene.line.actor, *said, *self.options(scene.facts))

    def open(self, opened: Opened, to: Viewer, team: UUID) -> None:
        command = "ask" if opened.act == "request" else "offer"
        facts = {**opened.facts, "team": team}
        if opened.made_at is not None:
            facts["made_at"] = opened.made_at
        outcome = facts["terms"].pop("outcome")
        self._say(opened.role, command, str(to.person), outcome, *self.options(facts))

    def _say(self, role: Role, *words: str) -> None:
        answer = run(self.programs[role], *words)
        assert answer.exit_code == 0, answer.output

    @staticmethod
    def options(facts: Mapping[str, Any]) -> list[str]:
        said: list[str] = []
        for name, value in facts.items():
            if name == "terms":
                said += CommandDoor.options(value)
                continue
            option = "--condition" if name == "conditions" else f"--{name.replace('_', '-')}"
            for one in value if isinstance(value, list) else [value]:
                said += [option, str(one)]
        return said


def programs(world: World) -> dict[Role, Program]:
    return {
        role: Program(create_token(by=actor(world, role), scopes=("read", "write"), days=90, at=now()).code)
        for role in ROLES
    }


ROLES: Final[tuple[Role, Role]] = ("asker", "doer")
DOORS: Final[dict[str, Callable[[World], Door]]] = {"page": PageDoor, "api": ApiDoor, "command": CommandDoor}


HOSTILE: Final[dict[str, Any]] = {
    "outcome": "  Costs of\nthe warehouse ",
    "standard": ["One page\nno more", " Three offers\r\ncompared"],
    "purpose": "\nso that the board\rcan decide",
    "background": "a\n\n  b\n",
    "needs": [{"text": "The lease\nand its annex ", "due": "2026-11-24T09:00:30-05:00[America/Lima]"}],
    "check_ins": ["2026-11-25T09:00:15Z"],
    "assess_by": "2026-12-24T12:00:59+01:00[Europe/Berlin]",
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("place", stages(), ids=told)
def test_every_line_leaves_the_same_line_in_the_journal_whatever_the_door(
    world: World, place: Any, door: str
) -> None:
    assert zone(world) == "Europe/Berlin"
    with time_machine.travel(place.at, tick=False):
        through = DOORS[door](world)
    for scene in scenes(*place.here):
        promise = scene.start(world)
        with time_machine.travel(scene.at, tick=False):
            through.move(scene, promise)
        assert last_move(world, promise) == scene.expected(world), scene.line
        stands = Standing.objects.get(promise_id=promise)
        assert (stands.stage, stands.spoke_last) == (scene.line.next_stage, scene.line.next_spoke_last)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("opened", openings(), ids=lambda opened: f"{opened.act}-{opened.made_at or 'now'}")
def test_a_promise_begins_alike_whatever_the_door(world: World, opened: Opened, door: str) -> None:
    with time_machine.travel(opened.at, tick=False):
        DOORS[door](world).open(opened, actor(world, other(opened.role)), world.team)
    begun = Move.objects.get()
    assert last_move(world, begun.promise_id) == opened.expected(world)


def test_these_are_all_the_lines_there_are_but_the_two_that_open_a_promise() -> None:
    there = [scene.line for place in stages() for scene in scenes(*place.here)]
    assert len(there) == len(set(there)) == len(LINES) - 2 == 252


def test_a_form_changes_only_what_was_typed_in_it(world: World) -> None:
    """Line ends, seconds, zones and spaces that a form cannot hold carry over as they were."""
    with time_machine.travel(MONDAY, tick=False):
        asked = world.ask(**HOSTILE)
        dan = browser_of(world.dan)
        address = f"/promises/{asked.id}/counter"
        form = form_on(dan.get(address).content.decode(), address, action=address)
        assert send(dan, form, {}).status_code == 422, "nothing was changed"
        assert send(dan, form, {"due": "2026-12-16", "due_time": "12:00"}).status_code == 303
        before = replace(asked.terms, due=None)
        after = show(viewer=world.dan, promise=asked.id, at=MONDAY).terms
    assert after.due is not None
    assert after.due.local.isoformat() == "2026-12-16T12:00:00+01:00"
    assert replace(after, due=None, assess_by=before.assess_by) == before
