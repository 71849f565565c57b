"""Inside the demo's world: sign its people in, and look up which addresses the rows of each_page.py name.

`python -m bench.each_ready COUNT` prints JSON: for each page (address, cookie) pairs, COUNT at most. What may
not: measuring."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any, Final
from uuid import UUID

from bench.each_page import PAGES, PROMISE, Page
from bench.prepare import set_up, signed_in

WORDS: Final = "The answer came late, and I had waited for a better moment to ask again."
TALK: Final = """
SELECT asker_id, doer_id, conversation_id FROM conversations_standing WHERE step = 'gap' AND ended IS NULL"""
KEPT: Final = """
SELECT asker_id, doer_id, promise_id FROM promises_standing WHERE stage = 'PROMISED' AND asker_id <> doer_id ORDER BY promise_id LIMIT 2"""


@cache
def browser(person: UUID) -> Any:
    return signed_in(person)


def share() -> None:
    """What a coach reads along with: two weeks, two promises, one conversation."""
    from fairlead.doors import sql

    everybody = [sql.take_id(row[0]) for row in sql.rows("SELECT id FROM people_person ORDER BY name", [])]
    for person in everybody[:3]:
        for number in range(1, 10):
            sent(person, f"/reflect/{week()}/{number}", answers=WORDS)
    for person in everybody[:2]:
        sent(person, f"/reflect/{week()}/coach", act="invite", coach=everybody[2])
    for kind, statement in (("promises", KEPT), ("conversations", TALK)):
        for one, other, thing in [[sql.take_id(part) for part in row] for row in sql.rows(statement, [])]:
            coach = next(person for person in everybody if person not in (one, other))
            sent(one, f"/{kind}/{thing}/coach", act="invite", coach=coach)
            sent(other, f"/{kind}/{thing}/coach", act="agree")


def sent(person: UUID, address: str, **form: object) -> None:
    answer = browser(person).post(address, {name: str(value) for name, value in form.items()})
    assert answer.status_code in (302, 303), (address, answer.content)


def week() -> str:
    from fairlead.core.reflection import Week
    from fairlead.doors.clock import now

    return Week.of(now().date()).name


def found(page: Page, count: int) -> list[tuple[str, str]]:
    from fairlead.doors import sql

    pairs = []
    for person, thing in sql.rows(page.who, [])[:count]:
        address = page.address.format(id=sql.take_id(thing), week=week(), year=week()[:4])
        reader = browser(sql.take_id(person))
        answer = reader.post(address, talk(page.talk)) if page.talk else reader.get(address)
        assert answer.status_code == 200, (page.name, address, answer.status_code)
        pairs.append((address, browser(sql.take_id(person)).cookies["fairlead"].value))
    assert pairs, f"nobody in the demo has this: {page.name}"
    return pairs


def talk(name: str) -> dict[str, str]:
    """The form of the mirror's pages with a made-up talk, and the questions in it as the places to be shown."""
    from fairlead.core.listening.transcript import pack
    from fairlead.rooms.listening.queries.look import made_up

    return {"packed": pack(made_up(name)), "me": "Ruth", "made_up": "yes", "shown": "questions.1"}


if __name__ == "__main__":
    set_up()
    share()
    ready = {page.name: found(page, int(sys.argv[1])) for page in (PROMISE, *PAGES)}
    print(json.dumps({**ready, "talk": talk("listens")}))
