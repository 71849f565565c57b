"""Every page of what grows out of a promise, as what it costs beside the page of a promise: CPU of the server for each request.

They take turns, so that a busy machine is busy for both. A new page is one more row of PAGES. What may not live
here: signing in and looking up what an address names (each_ready.py, inside the world)."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from bench import load, places, report
from bench.servers import Server, serving

REQUESTS: Final = 60
"""of a page, in each of its turns"""
FIRST: Final = 24
"""of a page, before it is measured: what loads and is kept is loaded and kept"""
PEOPLE_MOST: Final = 8
OURS: Final = "c" * 32
WANTED: Final = 1.5


@dataclass(frozen=True, slots=True)
class Page:
    """who: a statement that finds (person, thing) pairs. address: with {id} of the thing; {week}, {year} are today's.
    talk: the made-up one whose form is sent there, of a page that is only the answer to it."""

    name: str
    address: str
    who: str
    talk: str = ""


def _talks(step: str, *roles: str) -> str:
    """Conversations at this step, as these of the two see them."""
    seen = "(invited_id IS NOT NULL OR opener_id = {role}_id)"
    one = f"SELECT {{role}}_id, conversation_id FROM conversations_standing WHERE step = '{step}' AND ended IS NULL AND {seen}"
    return " UNION ALL ".join(one.format(role=role) for role in roles or ("asker", "doer"))


def _leaves(kind: str) -> str:
    return f"SELECT coach_id, thing_id FROM leaves_leave WHERE kind = '{kind}' AND agreed_at IS NOT NULL AND ended_at IS NULL"


PEOPLE: Final = "SELECT id, id FROM people_person ORDER BY name LIMIT 6"
TEAM: Final = """
SELECT person_id, team_id FROM people_membership WHERE team_id IN (SELECT team_id FROM pulses_wave) ORDER BY is_lead DESC LIMIT 4"""
CLOSED: Final = """
SELECT m.person_id, w.id FROM pulses_wave w JOIN people_membership m ON m.team_id = w.team_id WHERE w.state = 'closed'
 ORDER BY w.closes_on DESC LIMIT 6"""
PROMISE: Final = Page(
    "a promise",
    "/promises/{id}",
    "SELECT doer_id, promise_id FROM promises_standing"
    " WHERE promise_id IN (SELECT promise_id FROM conversations_standing)",
)
PAGES: Final = (
    Page("conversations", "/conversations", PEOPLE),
    *(
        Page(f"a conversation, {step}", "/conversations/{id}", _talks(step))
        for step in (
            "prepare", "open", "restore", "gap", "listen", "own_part", "causes", "repair", "agree", "close", "look_again",
        )
    ),
    Page("a conversation, ended", "/conversations/{id}",
         "SELECT doer_id, conversation_id FROM conversations_standing WHERE ended IS NOT NULL"),
    Page("a conversation, everything that was said", "/conversations/{id}?all=yes", _talks("close")),
    Page("a note of one's own", "/conversations/{id}/notes/1", _talks("prepare", "doer")),
    Page("its form: invite", "/conversations/{id}/invite", _talks("prepare", "doer")),
    Page("its form: the picture", "/conversations/{id}/state_picture", _talks("restore")),
    Page("its form: the account", "/conversations/{id}/give_account", _talks("listen", "doer")),
    Page("its form: read back", "/conversations/{id}/read_back", _talks("listen", "asker")),
    Page("its form: causes", "/conversations/{id}/give_causes", _talks("causes")),
    Page("its form: agreement", "/conversations/{id}/propose_agreement", _talks("agree")),
    Page("its form: looking again", "/conversations/{id}/look_again",
         "SELECT doer_id, conversation_id FROM conversations_standing WHERE step = 'look_again' AND awaited_on <= CURRENT_DATE"
         " AND ended IS NULL"),
    Page("in one room", "/conversations/{id}/room", _talks("listen") + " UNION ALL " + _talks("agree")),
    Page("agreements", "/agreements", PEOPLE),
    Page("an agreement", "/agreements/{id}",
         "SELECT MIN(CAST(person_id AS text)), agreement_id FROM agreements_party GROUP BY agreement_id"),
    Page("a new agreement", "/agreements/new", PEOPLE),
    Page("reflect", "/reflect", PEOPLE),
    Page("a question of reflect", "/reflect/{week}/1", PEOPLE),
    Page("a year of reflect", "/reflect/year/{year}", PEOPLE),
    Page("the mirror, before a talk", "/listening", PEOPLE),
    Page("what the mirror shows", "/listening/look", PEOPLE, talk="listens"),
    Page("all places of a figure", "/listening/places", PEOPLE, talk="listens"),
    Page("practice", "/practice", PEOPLE),
    Page("a year of the mirror", "/listening/year/{year}", "SELECT person_id, person_id FROM listening_kept LIMIT 1"),
    Page("feedback", "/feedback", PEOPLE),
    Page("one feedback", "/feedback/{id}", "SELECT author_id, feedback_id FROM feedback_standing WHERE author_id IS NOT NULL"),
    Page("new feedback", "/feedback/new", PEOPLE),
    Page("a coach's home", "/coaching", "SELECT coach_id, coach_id FROM leaves_leave"),
    Page("a week, to a coach", "/coaching/weeks/{id}", _leaves("reflection")),
    Page("a promise, to a coach", "/promises/{id}", _leaves("promise")),
    Page("a conversation, to a coach", "/conversations/{id}",
         "SELECT facilitator_id, conversation_id FROM conversations_standing WHERE facilitator_id IS NOT NULL"),
    Page("a coach for a promise", "/promises/{id}/coach", "SELECT by_id, thing_id FROM leaves_leave WHERE kind = 'promise'"),
    Page("a coach for a week", "/reflect/{week}/coach", "SELECT by_id, by_id FROM leaves_leave WHERE kind = 'reflection'"),
    Page("who reads along with me", "/you/coaches", PEOPLE),
    Page("the team", "/team", PEOPLE),
    Page("a team's causes", "/team/{id}/causes", TEAM),
    Page("a team's rhythm", "/team/{id}/rhythm", TEAM),
    Page("a team's balance", "/team/{id}/balance", TEAM),
    Page("a pulse that closed", "/pulses/{id}", CLOSED),
    Page("what a team makes of it", "/pulses/{id}/after", CLOSED),
    Page("teams together", "/team/{id}/balance/together",
         "SELECT person_id, team_id FROM people_membership WHERE is_lead AND team_id IN (SELECT team_id FROM pulses_parentrelease)"),
    Page("when a team is asked", "/team/{id}/pulse", TEAM),
    Page("its cards", "/team/{id}/pulse/cards", TEAM),
    Page("its mirror", "/pulses/{id}/mirror",
         "SELECT m.person_id, w.id FROM pulses_wave w JOIN people_membership m ON m.team_id = w.team_id AND m.is_lead WHERE w.state = 'open'"),
    Page("its method", "/team/{id}/balance/method", TEAM),
    Page("its days", "/team/{id}/rhythm/days", "SELECT person_id, team_id FROM people_membership WHERE is_lead"),
)  # fmt: skip


def lines(cluster: str, rounds: int) -> list[report.Line]:
    """One for each page: the worse of both databases."""
    found: dict[str, dict[str, tuple[float, float]]] = {}
    with ExitStack() as stack:
        for world in (stack.enter_context(places.demo()), stack.enter_context(places.demo(cluster))):
            ready = json.loads(world.command("bench.each_ready", PEOPLE_MOST))
            with serving(world.environment) as server:
                found[world.database] = dict(_measured(server, ready, rounds))
    return [_line(page.name, {name: one[page.name] for name, one in found.items()}) for page in PAGES]


def _measured(server: Server, ready: Any, rounds: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """(name, (CPU to that of a promise, milliseconds)) of each page."""
    promise = load.in_turn(_requests(ready, PROMISE))
    server.cost(promise, FIRST)
    for page in PAGES:
        following = load.in_turn(_requests(ready, page))
        server.cost(following, FIRST)
        taken = [(server.cost(promise, REQUESTS), server.cost(following, REQUESTS)) for _ in range(rounds)]
        yield (
            page.name,
            (
                statistics.median(other / one for one, other in taken),
                statistics.median(other for _, other in taken),
            ),
        )


def _requests(ready: Any, page: Page) -> list[bytes]:
    """A form is sent with the sign that it comes from a page of ours, in its cookie and in itself."""
    head = {"Accept-Encoding": "gzip"}
    if not page.talk:
        return [
            load.get(address, Cookie=f"fairlead={cookie}", **head) for address, cookie in ready[page.name]
        ]
    head |= {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({**ready["talk"], "csrfmiddlewaretoken": OURS}).encode()
    return [
        load.post(address, body, Cookie=f"fairlead={cookie}; fairlead-csrf={OURS}", **head)
        for address, cookie in ready[page.name]
    ]


def _line(name: str, found: dict[str, tuple[float, float]]) -> report.Line:
    worse = max(ratio for ratio, _ in found.values())
    detail = ", ".join(f"{database} {ratio:.2f}: {ms:.1f} ms" for database, (ratio, ms) in found.items())
    return report.Line(
        f"{name}, CPU to a promise's page", f"{worse:.2f}", f"<= {WANTED}", worse <= WANTED, detail
    )


if __name__ == "__main__":
    with places.postgresql() as running:
        report.say(lines(running, rounds=3))
