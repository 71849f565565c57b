"""Every word the program shows goes through gettext: all pages, with every form empty and sent, in a test's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils import translation

from fairlead.core.policy import Viewer
from fairlead.rooms.people import actions as people
from fairlead.rooms.people.queries import teams_of, viewer_for
from fairlead.rooms.promises.queries.show import PromiseShown
from tests import pseudo
from tests.paper import PaperForm, forms_on, send
from tests.rooms.escaped import escaped
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW, World

LINK = re.compile(r'href="(/[^"#]*)')
NOT_PAGES = ("/static/", "/api/", "/sign-out", "/design")
"""/design is a page of invented examples, for those who build."""
OTHER_DATE = {"due": "2026-12-11T17:00:00+01:00[Europe/Berlin]"}
WORDS = "Ένας λόγος"
TERMS = {
    "outcome": "Η λίστα των ονομάτων",
    "standard": ["Δύο ονόματα κάθε μέρα", "Όλοι είπαν ναι"],
    "purpose": "Για να ξέρουμε",
    "background": "Όπως πέρυσι",
    "needs": [{"text": "Τα ονόματα", "due": "2026-12-01T17:00:00+01:00[Europe/Berlin]"}],
    "check_ins": ["2026-12-02T10:00:00+01:00[Europe/Berlin]"],
}


class Greeks(World):
    """Alice, Dan and Olga, and everything they say, in letters the program itself never uses."""

    def ask(self, **changes: Any) -> PromiseShown:
        return super().ask(**{**TERMS, **changes})

    def offer(self, **changes: Any) -> PromiseShown:
        return super().offer(**{**TERMS, **changes})

    def say(self, promise: PromiseShown, *moves: tuple[Viewer, str, dict[str, Any]]) -> PromiseShown:
        for who, act, facts in moves:
            promise = self.move(who, promise, act, **facts)
        return promise


def greeks() -> Greeks:
    first = people.found(
        name="Άλις Άνταμς", email="alice@example.org", team="Παράδοση", organisation="Λιμάνι", at=NOW,
        zone="Europe/Berlin",
    )  # fmt: skip
    team = teams_of(first.person)[0].id
    entered = [first]
    for name, email in (("Νταν Ντορν", "dan@example.org"), ("Όλγα Όρλοβα", "olga@example.org")):
        entered.append(people.add_person(email=email, name=name, organisation=first.organisation, at=NOW))
        people.join_team(entered[-1].person, team=team, by=None, at=NOW)
    alice, dan, olga = (_speaking(one.person) for one in entered)
    return Greeks(alice, dan, olga, olga, team)


def _speaking(person: Any) -> Viewer:
    viewer = viewer_for(person)
    assert viewer is not None
    people.save_appearance(by=viewer, theme="light", language=pseudo.LEFT_TO_RIGHT, zone="Europe/Berlin")
    found = viewer_for(person)
    assert found is not None
    return found


def tell_everything(world: Greeks) -> None:
    """A promise at every stage, and every act of the law made once at least."""
    alice, dan = world.alice, world.dan
    text, first = {"text": WORDS}, {"conditions": [1]}
    accept, done, gap = (dan, "accept", {}), (dan, "report_done", {}), (alice, "name_gap", {**first, **text})
    change = (dan, "propose_change", {"terms": OTHER_DATE, **text})
    for moves in (
        [],
        [(dan, "counter", {"terms": OTHER_DATE})],
        [(dan, "ask", text)],
        [(dan, "ask", text), (alice, "clarify", text), (alice, "amend", {"terms": OTHER_DATE})],
        [(dan, "answer_by", {"date": OTHER_DATE["due"]})],
        [accept, (dan, "read_back", text), (alice, "confirm_read_back", {"answer": "partly"}), (dan, "note", text)],
        [accept, (dan, "flag_risk", text), (alice, "thank", {})],
        [accept, change],
        [accept, change, (alice, "counter", {"terms": {"standard": ["Ένα όνομα"]}})],
        [accept, change, (alice, "keep_terms", {})],
        [accept, change, (dan, "take_back", {})],
        [accept, change, (alice, "agree", {})],
        [accept, (dan, "propose_release", text)],
        [accept, done],
        [accept, done, (dan, "retract_report", {})],
        [accept, done, gap],
        [accept, done, gap, (dan, "contest", text)],
        [accept, done, gap, (dan, "agree_to_fix", {"date": "2026-12-08T12:00:00+01:00[Europe/Berlin]"})],
        [accept, done, (alice, "declare_satisfied", text), (dan, "thank", text)],
        [(dan, "decline", text)],
        [(alice, "withdraw", {})],
        [accept, (dan, "propose_release", text), (alice, "agree", {})],
        [accept, (dan, "revoke", text)],
        [accept, (alice, "cancel", text)],
        [accept, done, (alice, "close_with_gap", first)],
    ):  # fmt: skip
        world.say(world.ask(), *moves)
    world.say(world.offer(), (alice, "ask", text))
    world.offer()
    world.ask(due=None, standard=[], check_ins=[])
    world.ask(due="2026-11-23T16:00:00+01:00[Europe/Berlin]", check_ins=[])


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path) -> Iterator[Greeks]:
    cache.clear()
    pseudo.add_to(settings, tmp_path)
    with time_machine.travel(NOW + timedelta(hours=3), tick=True), translation.override(pseudo.LEFT_TO_RIGHT):
        yield greeks()


def pages(client: Client, *starts: str) -> Iterator[tuple[str, str]]:
    """(address, HTML) of everything a link leads to."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if "html" not in answer.get("Content-Type", ""):
            continue
        html = answer.content.decode()
        yield address, html
        for link in LINK.findall(html):
            link = link.replace("&amp;", "&")  # noqa: PLW2901
            if link not in seen and not link.startswith(NOT_PAGES):
                seen.add(link)
                waiting.append(link)


def answers(client: Client, form: PaperForm) -> Iterator[str]:
    """The pages after sending it with every field empty, and as it stands; nothing of it lasts."""
    typed = {c.name for c in form.controls if c.kind not in ("submit", "hidden", "checkbox", "radio", "option")}
    for given in ({name: ["" for c in form.controls if c.name == name] for name in typed}, {}):
        cookies = client.cookies.output()
        with transaction.atomic():
            yield after(client, send(client, form, given))
            transaction.set_rollback(True)
        client.cookies.load(cookies.replace("Set-Cookie: ", ""))


def after(client: Client, answer: Any) -> str:
    if answer.status_code in (302, 303) and answer["Location"].startswith("/"):
        answer = client.get(answer["Location"])
    return answer.content.decode() if "html" in answer.get("Content-Type", "") else ""


def left_over(client: Client, *starts: str) -> list[str]:
    found, sent = set(), set()
    for address, html in pages(client, *starts):
        found |= {f"{address}: {text}" for text in escaped(html)}
        for form in forms_on(html, address):
            shape = (route(form.action), route(address), frozenset(form.names))
            if form.method == "post" and shape not in sent and not form.action.startswith(NOT_PAGES):
                sent.add(shape)
                found |= {f"after {form.action} at {address}: {text}" for page in answers(client, form) for text in escaped(page)}
    return sorted(found)


def route(address: str) -> str:
    return str(resolve(address.partition("?")[0]).route)


@pytest.mark.parametrize("who", ["alice", "dan", "olga"])
def test_no_word_on_a_page_escapes_translation(world: Greeks, who: str) -> None:
    tell_everything(world)
    client = browser_of(getattr(world, who))
    found = left_over(client, "/", "/promises", "/help", "/you", "/setup", "/promises?place=ended")
    assert not found, "\n".join(found)
