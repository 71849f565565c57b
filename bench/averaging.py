"""Asked ten thousand times by everybody who may, and by some who may not: is a release the same to the byte each time?

`python -m bench.averaging [COUNT]`; inside the demo's world, `ready` prints who asks as JSON. What may not live here:
what is in a release."""

from __future__ import annotations

import http.client
import itertools
import json
import sys
from hashlib import sha256
from typing import Any, Final

from bench import places
from bench.servers import serving

REQUESTS: Final = 10_000
WAVES: Final = """
SELECT w.id, m.person_id FROM pulses_wave w JOIN people_membership m ON m.team_id = w.team_id WHERE w.state = 'closed'"""
OTHERS: Final = "SELECT id FROM people_person"
TOGETHER: Final = "SELECT DISTINCT team_id FROM pulses_parentrelease"


def ready() -> list[tuple[str, str, bool]]:
    """(address, cookie, whether there is something for them): every closed wave, for its team, its lead and two others;
    and teams together, for whoever may read them and two others."""
    from bench.prepare import signed_in
    from fairlead.doors import sql

    members: dict[str, set[Any]] = {}
    for wave, person in sql.rows(WAVES, []):
        members.setdefault(f"/api/v1/pulses/{sql.take_id(wave)}", set()).add(sql.take_id(person))
    everybody = [sql.take_id(row[0]) for row in sql.rows(OTHERS, [])]
    for team in (sql.take_id(row[0]) for row in sql.rows(TOGETHER, [])):
        members[f"/api/v1/teams/{team}/pulses/together"] = {
            person for person in everybody if _may_read_together(person, team)
        }
    cookies = {person: _cookie(signed_in(person)) for person in everybody}
    return [
        (address, cookies[person], person in inside)
        for address, inside in members.items()
        for person in [*inside, *[one for one in everybody if one not in inside][:2]]
    ]


def _may_read_together(person: Any, team: Any) -> bool:
    from fairlead.core.policy import may_read_together
    from fairlead.rooms.people.queries import viewer_for

    viewer = viewer_for(person)
    return viewer is not None and may_read_together(viewer, team)


def _cookie(browser: Any) -> str:
    return str(browser.cookies["fairlead"].value)


def averaged(port: int, asked: list[Any], count: int) -> tuple[int, int, int]:
    """(waves, different releases, answers to who may not that were no 404)."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    told: dict[str, set[str]] = {}
    wrong = 0
    for address, cookie, is_inside in itertools.islice(itertools.cycle(asked), count):
        connection.request("GET", address, headers={"Cookie": f"fairlead={cookie}"})
        answer = connection.getresponse()
        body = answer.read()
        if is_inside:
            release = body[body.index(b'"release":') :]
            told.setdefault(address, set()).add(sha256(release).hexdigest())
        wrong += answer.status != (200 if is_inside else 404)
    return len(told), sum(map(len, told.values())), wrong


def main(count: int) -> int:
    with places.postgresql() as cluster:
        return sum(_kept(count, which) for which in (None, cluster))


def _kept(count: int, cluster: str | None) -> int:
    """0, or 1: not."""
    with places.demo(cluster) as world:
        asked = json.loads(world.command("bench.averaging", "ready"))
        with serving(world.environment) as server:
            waves, releases, wrong = averaged(server.port, asked, count)
    is_kept = waves == releases and waves > 0 and not wrong
    print(
        f"{'ok ' if is_kept else 'NO '} {world.database}: {count} requests, {waves} waves and sums: {releases} releases, {wrong} wrong answers",
        flush=True,
    )
    return not is_kept


if __name__ == "__main__":
    if sys.argv[1:] == ["ready"]:
        from bench.prepare import set_up

        set_up()
        print(json.dumps(ready()))
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else REQUESTS))
