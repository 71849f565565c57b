"""What is measured, side by side, and what the issue asks of it."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Final

from bench import against, load, places
from bench.places import World
from bench.report import Line
from bench.servers import Server, serving

CONNECTIONS: Final = 32
PEOPLE: Final = 64
PAGES: Final = {"today": "/?show=all", "promises": "/promises"}
TEXT: Final = "The first half is there, and the second comes as planned on Thursday."
Run = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Turns:
    rounds: int
    seconds: float

    def take(self, **runs: Run) -> dict[str, float]:
        """Each run once a round, in turn; the middle rate of each."""
        rates: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(self.rounds):
            for name, run in runs.items():
                rates[name].append(run())
        return {name: statistics.median(found) for name, found in rates.items()}


@dataclass(frozen=True, slots=True)
class Worlds:
    big: World
    small: World
    sqlite: World


class Loaded:
    """A running server and requests for it; remembers the slowest waits of all its runs."""

    def __init__(self, server: Server, requests: Sequence[bytes], turns: Turns, *, wanted: int = 200) -> None:
        self.server, self.turns, self.wanted = server, turns, wanted
        self.following = load.in_turn(requests)
        self.figures: list[load.Figures] = []

    def __call__(self) -> float:
        found = load.run(
            self.server.port, self.following, connections=CONNECTIONS, seconds=self.turns.seconds
        )
        if set(found.statuses) != {self.wanted}:
            raise RuntimeError(f"not only {self.wanted}: {found.statuses}")
        self.figures.append(found)
        return found.rate

    @property
    def tail(self) -> float:
        """p99 to p50, in the middle of the rounds."""
        return statistics.median(one.p99 / one.p50 for one in self.figures)

    @property
    def detail(self) -> str:
        p50, p99 = (statistics.median(getattr(one, name) for one in self.figures) for name in ("p50", "p99"))
        return f"p50 {p50:.0f} ms, p99 {p99:.0f} ms"


def prepared(world: World, what: str, count: int) -> Any:
    folder = places.FOLDER / "scripts" / world.name
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    return json.loads(world.command("bench.prepare", what, folder, count))


def page_requests(ready: Any, name: str) -> list[bytes]:
    return [load.get(PAGES[name], Cookie=f"fairlead={cookie}") for cookie in ready["cookies"]]


def pages(worlds: Worlds, turns: Turns) -> list[Line]:
    ready = {name: prepared(getattr(worlds, name), "pages", PEOPLE) for name in ("big", "small", "sqlite")}
    lines: list[Line] = []
    with ExitStack() as stack:
        servers = {name: stack.enter_context(serving(getattr(worlds, name).environment)) for name in ready}
        for page in PAGES:
            loaded = {
                name: Loaded(server, page_requests(ready[name], page), turns)
                for name, server in servers.items()
            }
            scripts = ready["big"]["scripts"][page]
            rates = turns.take(
                big=loaded["big"],
                pgbench=partial(against.pgbench, worlds.big, scripts, mode="simple", **_busy(turns)),
                small=loaded["small"],
                sqlite=loaded["sqlite"],
            )
            lines += _page_lines(page, rates, loaded, ready)
        lines += [_memory(name, server) for name, server in servers.items() if name != "small"]
    return lines


def _page_lines(page: str, rates: dict[str, float], loaded: dict[str, Loaded], ready: Any) -> list[Line]:
    rows = statistics.mean(ready["big"]["rows"][page])
    fewer = statistics.mean(ready["small"]["rows"][page])
    said = ready["big"]["statements"][page]
    detail = f"{rates['big']:.0f}/s of {rates['pgbench']:.0f}/s, {said} statements, {rows:.0f} rows; {loaded['big'].detail}"
    slower = rates["small"] / rates["big"]
    return [
        _at_least(f"{page}, PostgreSQL to pgbench", rates["big"] / rates["pgbench"], 0.22, detail),
        _at_least(
            f"{page}, SQLite to PostgreSQL",
            rates["sqlite"] / rates["big"],
            1.0,
            f"{rates['sqlite']:.0f}/s; {loaded['sqlite'].detail}",
        ),
        _at_most(
            f"{page}, time with all to time with a hundredth",
            slower,
            1.3,
            f"{fewer:.0f} rows with a hundredth",
        ),
        _at_most(f"{page}, PostgreSQL, p99 to p50", loaded["big"].tail, 4.0),
        _at_most(f"{page}, SQLite, p99 to p50", loaded["sqlite"].tail, 4.0),
    ]


def moves(worlds: Worlds, turns: Turns, cluster: str) -> list[Line]:
    with places.copied(worlds.big, cluster) as postgres:
        lines = _moves(postgres, turns, "pgbench", 0.40)
    with places.copied(worlds.sqlite) as embedded:
        return lines + _moves(embedded, turns, "sqlite3", 0.40)


def _moves(world: World, turns: Turns, other: str, wanted: float) -> list[Line]:
    ready = prepared(world, "moves", PEOPLE)
    promises = [one["id"] for person in ready["people"] for one in person["promises"]]
    with serving(world.environment) as server:
        loaded = Loaded(server, list(_notes(ready, 20_000)), turns, wanted=201)
        rates = turns.take(fairlead=loaded, other=_plain(world, promises, turns))
    detail = f"{rates['fairlead']:.0f}/s of {rates['other']:.0f}/s; {loaded.detail}"
    return [
        _at_least(f"moves, {world.database} to {other}", rates["fairlead"] / rates["other"], wanted, detail),
        _at_most(f"moves, {world.database}, p99 to p50", loaded.tail, 4.0),
    ]


def _plain(world: World, promises: list[str], turns: Turns) -> Run:
    if not world.is_postgresql:
        plain = [promise.replace("-", "") for promise in promises]
        return partial(against.plain_sqlite, world, plain, seconds=turns.seconds)
    folder = places.FOLDER / "scripts" / world.name
    some = promises[:: max(1, len(promises) // against.MOST_SCRIPTS)]
    scripts = against.note_scripts(folder, some, organisation=promises[0], person=promises[-1])
    return partial(against.pgbench, world, scripts, mode="prepared", **_busy(turns))


def _busy(turns: Turns) -> dict[str, Any]:
    return {"clients": CONNECTIONS, "seconds": turns.seconds}


def _notes(ready: Any, most: int) -> Iterator[bytes]:
    """One note after the other, person by person, promise by promise."""
    body = json.dumps({"act": "note", "text": TEXT}).encode()
    people = [person for person in ready["people"] if person["promises"]]
    for number in count():
        person = people[number % len(people)]
        promise = person["promises"][number // len(people) % len(person["promises"])]
        if number >= min(most, len(people) * 40):
            return
        address = f"/api/v1/promises/{promise['id']}/moves"
        yield load.post(address, body, Authorization=f"Bearer {person['token']}")


def starts(worlds: Worlds) -> list[Line]:
    lines = []
    for world in (worlds.big, worlds.sqlite):
        found = []
        for _ in range(3):
            server = Server(world.environment, has_worker=True)
            found.append(server.first_page_after)
            server.stop()
        lines.append(
            _at_most(f"start to first page, {world.database}, seconds", statistics.median(found), 1.5)
        )
    return lines


def _memory(name: str, server: Server) -> Line:
    database = "SQLite" if name == "sqlite" else "PostgreSQL"
    return _at_most(f"a worker's memory after the pages, {database}, MB", server.heaviest_worker(), 90)


def _at_least(what: str, figure: float, wanted: float, detail: str = "") -> Line:
    return Line(what, f"{figure:.2f}", f">= {wanted}", figure >= wanted, detail)


def _at_most(what: str, figure: float, wanted: float, detail: str = "") -> Line:
    return Line(what, f"{figure:.2f}", f"<= {wanted}", figure <= wanted, detail)
