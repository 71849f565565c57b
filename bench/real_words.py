"""The 1,715 sentences of real mail as asks: each goes through the API to an end by open acts, and every page renders.

`python -m bench.real_words [--sentences N] [--seed N]`. Exit code 1 when a door answers anything but a page or a made
move, or when one of the eight ends was never reached. What may not: timing."""

from __future__ import annotations

import argparse
import gzip
import html
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import httpx

from bench.places import SECRET, World
from bench.servers import Server, serving
from fairlead.core.promise import rules
from fairlead.core.promise.terms import OUTCOME_MAX
from fairlead.doors.clock import now
from fairlead.rooms.archive.demo.chance import Chance

SENTENCES: Final = Path(__file__).with_name("data") / "email_intent_dev.jsonl.gz"
THREADS: Final = 4
MOST_STEPS: Final = 60
TO: Final = {
    "satisfied": ("declare_satisfied", "report_done", "agree_to_fix", "agree", "accept"),
    "declined": ("decline",),
    "withdrawn": ("withdraw",),
    "released": ("agree", "propose_release", "accept"),
    "revoked": ("revoke", "accept"),
    "cancelled": ("cancel", "accept"),
    "closed_with_gap": ("close_with_gap", "name_gap", "report_done", "accept"),
    "closed_unassessed": ("close_unassessed", "report_done", "accept"),
}
"""Which acts lead to an end, the last one first."""
ENDING: Final = frozenset(
    {"decline", "withdraw", "declare_satisfied", "revoke", "cancel", "close_with_gap", "close_unassessed"}
)
TALK: Final = 3
"""So many random acts, at most, before an end is steered to."""


class Person:
    """One of the people, with both ways in: a token for the API, a signed-in browser for the pages."""

    def __init__(self, server: Server, keys: dict[str, str]) -> None:
        address = f"http://127.0.0.1:{server.port}"
        self.id = keys["person"]
        self.api = httpx.Client(
            base_url=f"{address}/api/v1", headers={"Authorization": f"Bearer {keys['token']}"}, timeout=60
        )
        self.browser = httpx.Client(base_url=address, cookies={"fairlead": keys["cookie"]}, timeout=60)

    def post(self, address: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.api.post(address, json=body)
        if answer.status_code != 201:
            raise AssertionError(
                f"{address} {body.get('act', 'opens')}: {answer.status_code} {answer.text[:300]}"
            )
        made: dict[str, Any] = answer.json()
        return made

    def get(self, promise: str) -> dict[str, Any]:
        found: dict[str, Any] = self.api.get(f"/promises/{promise}").raise_for_status().json()
        return found


def sentences() -> list[str]:
    with gzip.open(SENTENCES, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows if row["intent"] == 1]


class Walk:
    """One sentence on its way from an ask to an end."""

    def __init__(self, sentence: str, number: int, people: Sequence[Person], seed: int) -> None:
        self.sentence, self.chance = sentence, Chance("words", seed, number)
        self.target = rules.ENDS[number % len(rules.ENDS)]
        self.asker, self.doer = self.chance.mixed(people)[:2]

    def goes(self) -> tuple[str, str]:
        """(id, end)."""
        promise = self._opened()
        talked = int(self.chance.between(0, TALK + 1))
        for step in range(MOST_STEPS):
            if promise["ended"]:
                return promise["id"], promise["stage"]
            promise = self._step(promise["id"], is_talk=step < talked)
        raise AssertionError(f"no end after {MOST_STEPS} acts: {promise['stage']}")

    def _opened(self) -> dict[str, Any]:
        is_past = self.target == "closed_unassessed"  # its check-by moment has to be behind us
        due = now() + timedelta(days=-2 if is_past else 9)
        terms = {
            "outcome": self.sentence[:OUTCOME_MAX],
            "due": due.isoformat(),
            "standard": [self.sentence[:OUTCOME_MAX], "We both know when it is done"],
            "background": self.sentence,
        }
        body: dict[str, Any] = {"kind": "request", "to": self.doer.id, "terms": terms, "text": self.sentence}
        if is_past:
            terms["assess_by"] = (due + timedelta(seconds=1)).isoformat()
            body["made_at"] = (due - timedelta(days=3)).isoformat()
        return self.asker.post("/promises", body)

    def _step(self, promise: str, *, is_talk: bool) -> dict[str, Any]:
        views = {person: person.get(promise) for person in (self.asker, self.doer)}
        open_acts = [(person, one) for person, view in views.items() for one in view["open_acts"]]
        person, one = self._chosen(open_acts, is_talk=is_talk)
        if one["act"] == "report_done" and self.target == "closed_unassessed":
            made = self._move(person, one, views[person])
            time.sleep(1.1)
            return made
        return self._move(person, one, views[person])

    def _chosen(self, open_acts: list[tuple[Person, Any]], *, is_talk: bool) -> tuple[Person, Any]:
        if is_talk:
            quiet = [(person, one) for person, one in open_acts if one["act"] not in ENDING]
            return self.chance.one_of(quiet)
        for act in TO[self.target]:
            if leading := [(person, one) for person, one in open_acts if one["act"] == act]:
                return self.chance.one_of(leading)
        return self.chance.one_of(open_acts)

    def _move(self, person: Person, one: dict[str, Any], view: dict[str, Any]) -> dict[str, Any]:
        facts = {name: self._fact(name, view) for name in one["needs"]}
        return person.post(f"/promises/{view['id']}/moves", {"act": one["act"], **facts})

    def _fact(self, name: str, view: dict[str, Any]) -> Any:
        soon = now() + timedelta(days=1 + self.chance.between(0, 5), seconds=self.chance.between(0, 999))
        facts = {
            "version": view["version"],
            "text": self.sentence,
            "date": (now() + timedelta(hours=1)).isoformat(),
            "conditions": [1],
            "answer": self.chance.one_of(rules.ANSWERS),
            "terms": {"due": (soon + timedelta(days=5)).isoformat(), "assess_by": None},
        }
        return facts[name]


def pages(person: Person, promise: str, sentence: str) -> None:
    """The promise's page, and the pages of its open acts, as this person sees them."""
    answer = person.browser.get(f"/promises/{promise}")
    shown = sentence[:OUTCOME_MAX]
    if answer.status_code != 200 or shown not in html.unescape(answer.text):
        raise AssertionError(f"/promises/{promise}: {answer.status_code}, or the words are not on it")


def every_list(person: Person) -> int:
    """Promises from the first page to the last; how many rows there were."""
    rows, address = 0, "/promises?place=all"
    while address:
        answer = person.browser.get(address).raise_for_status()
        rows += answer.text.count('<li class="row"')
        later = answer.text.partition("after=")[2].partition('"')[0]
        address = f"/promises?place=all&after={html.unescape(later)}" if later else ""
    return rows


def run(server: Server, keys: list[dict[str, str]], words: list[str], seed: int) -> Counter[str]:
    people = [Person(server, one) for one in keys]
    ends: Counter[str] = Counter()

    def whole(number: int) -> str:
        walk = Walk(words[number], number, people, seed)
        promise, end = walk.goes()
        for person in (walk.asker, walk.doer):
            pages(person, promise, words[number])
        return end

    with ThreadPoolExecutor(THREADS) as pool:
        for count, end in enumerate(pool.map(whole, range(len(words))), 1):
            ends[end] += 1
            if sys.stderr.isatty():
                print(f"\r{count} of {len(words)}", end="", file=sys.stderr)
    rows = sum(every_list(person) for person in people)
    print(f"{len(words)} sentences, {rows} rows on the lists of their people; {dict(sorted(ends.items()))}")
    return ends


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.real_words")
    asked.add_argument("--sentences", type=int, default=None)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    words = sentences()[: given.sentences]
    with tempfile.TemporaryDirectory(prefix="fairlead-words-") as folder:
        environment = {"FAIRLEAD_DATA": folder, "FAIRLEAD_SECRET_KEY": SECRET}
        world = World("words", 6, 0, is_postgresql=False, environment=environment)
        world.command("fairlead", "demo", "--people", 6, "--weeks", 2)
        keys = json.loads(world.command("bench.prepare", "keys", folder, 6))
        with serving(environment) as server:
            ends = run(server, keys, words, given.seed)
        looked = json.loads(world.command("bench.prepare", "rebuilt", folder, 0))
    print(f"replayed: {looked}")
    absent = set(rules.ENDS) - set(ends)
    if absent or looked["differed"] or looked["torn"]:
        print(f"never reached: {sorted(absent)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
