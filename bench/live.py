"""Conversations that are talked through live: what it costs to ask whether there is news, and how long hundreds who ask wait.

What may not live here: making the conversations (live_ready.py, inside the world)."""

from __future__ import annotations

import http.client
import json
import statistics
from typing import Any, Final

from bench import load, places, report
from bench.places import World
from bench.servers import Server, serving

TALKS: Final = 500
EVERY: Final = 3.0
"""seconds between two questions of one page"""
SECONDS: Final = 30.0
REQUESTS: Final = 200
PEOPLE: Final = 200
WANTED_MS: Final = 1.0
WANTED_P99: Final = 100.0


def lines(cluster: str, rounds: int) -> list[report.Line]:
    worlds = [places.world("live", people=PEOPLE, promises=5_000, cluster=one) for one in (None, cluster)]
    return [line for world in worlds for line in _lines(world, rounds)]


def _lines(world: World, rounds: int) -> list[report.Line]:
    talks = json.loads(world.command("bench.live_ready", TALKS))
    with serving(world.environment) as server:
        asking = [_known(server, talk) for talk in talks]
        return [*_costs(server, asking, rounds, world.database), _waits(server, asking, world.database)]


def _known(server: Server, talk: Any) -> dict[str, bytes]:
    """The three ways to ask of one who has the page: with its tag, with its ETag, and of the API with its own."""
    here, cookie = f"/conversations/{talk['id']}", {"Cookie": f"fairlead={talk['cookie']}"}
    page = _etag(server, f"{here}/fresh", cookie)
    api = _etag(server, f"/api/v1{here}", cookie)
    return {
        "the page, by its tag": load.get(f"{here}/fresh?tag={page.strip(chr(34))}", **cookie, **{"HX-Request": "true"}),
        "the page, by its ETag": load.get(f"{here}/fresh", **cookie, **{"If-None-Match": page}),
        "the API, by its ETag": load.get(f"/api/v1{here}", **cookie, **{"If-None-Match": api}),
    }  # fmt: skip


def _etag(server: Server, address: str, cookie: dict[str, str]) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", address, headers=cookie)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["ETag"]


def _costs(server: Server, asking: list[dict[str, bytes]], rounds: int, database: str) -> list[report.Line]:
    """Each way takes turns with a plain 404, which asks no database."""
    found = []
    nothing = load.in_turn([load.get("/there-is-nothing-here")])
    for way in asking[0]:
        following = load.in_turn([one[way] for one in asking])
        for warm in (following, nothing):
            server.cost(warm, REQUESTS // 4)
        taken = [(server.cost(following, REQUESTS), server.cost(nothing, REQUESTS)) for _ in range(rounds)]
        ms, plain = (statistics.median(one) for one in zip(*taken, strict=True))
        what, detail = f"no news, {way}, {database}, ms of CPU", f"a plain 404 takes {plain:.2f}"
        found.append(report.Line(what, f"{ms:.2f}", f"<= {WANTED_MS}", ms <= WANTED_MS, detail))
    return found


def _waits(server: Server, asking: list[dict[str, bytes]], database: str) -> report.Line:
    requests = [one["the page, by its tag"] for one in asking]
    before = server.cpu_seconds()
    found = load.paced(server.port, requests, every=EVERY, seconds=SECONDS)
    busy = (server.cpu_seconds() - before) / found.seconds
    if set(found.statuses) != {204}:
        raise RuntimeError(f"not only that there is no news: {found.statuses}")
    detail = f"{len(requests)} pages, {found.rate:.0f}/s; p50 {found.p50:.1f} ms; {busy:.2f} of a core"
    what = f"{TALKS} live conversations, both ask every {EVERY:.0f} s, {database}, p99 ms"
    return report.Line(what, f"{found.p99:.0f}", f"<= {WANTED_P99:.0f}", found.p99 <= WANTED_P99, detail)


if __name__ == "__main__":
    with places.postgresql() as running:
        report.say(lines(running, rounds=3))
