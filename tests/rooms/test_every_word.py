"""Every word the program shows goes through gettext: pages, forms sent, mails, problems, in a language of tests only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils import translation

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.refusing import ANSWERS, EXACT, sentence
from fairlead.rooms.notices.worker import jobs
from fairlead.rooms.people import actions as people
from tests import pseudo
from tests.doors.program import Program
from tests.outside.mailbox import receiving
from tests.paper import PaperForm, forms_on, send
from tests.rooms.escaped import escaped
from tests.rooms.greeks import Greeks, greeks, tell_everything
from tests.rooms.notices.conftest import begin_here
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.promises.world import NOW

LINK = re.compile(r'href="(/[^"#]*)')
PROMISE = re.compile(r"/promises/[0-9a-f-]{36}$")
pytestmark = pytest.mark.sqlite_only
"""Which words go through gettext is not a database's business: once, on SQLite."""

NOT_PAGES = ("/static/", "/api/", "/sign-out", "/design")
"""/design is a page of invented examples, for those who build."""


@pytest.fixture
def marked(settings: LazySettings, tmp_path: Path) -> Iterator[Any]:
    """The clock, on the day of the cast."""
    pseudo.add_to(settings, tmp_path)
    with (
        time_machine.travel(NOW + timedelta(hours=3), tick=True) as clock,
        translation.override(pseudo.LEFT_TO_RIGHT),
    ):
        yield clock


@pytest.fixture
def world(db: None, marked: Any) -> Greeks:
    return greeks()


def of(viewer: Viewer) -> Client:
    client = browser_of(viewer, device="Φορητός")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = pseudo.LEFT_TO_RIGHT
    return client


def anybody() -> Client:
    return Client(headers={"Accept-Language": pseudo.LEFT_TO_RIGHT})


def pages(client: Client, *starts: str, is_shallow: bool = False) -> Iterator[tuple[str, str]]:
    """(address, HTML) of everything a link leads to. is_shallow: of lists and what stands in them, no forms."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if "html" not in answer.get("Content-Type", ""):
            continue
        html = answer.content.decode()
        yield address, html
        for link in (found.replace("&amp;", "&") for found in LINK.findall(html)):
            is_wanted = not link.startswith(NOT_PAGES) and (not is_shallow or PROMISE.match(link))
            if is_wanted and link not in seen:
                seen.add(link)
                waiting.append(link)


def answers(client: Client, form: PaperForm) -> Iterator[str]:
    """The pages after sending it with every field empty, and as it stands; nothing of it lasts."""
    silent = ("submit", "hidden", "checkbox", "radio", "option")
    typed = [control.name for control in form.controls if control.kind not in silent]
    for given in ({name: [""] * typed.count(name) for name in typed}, {}):
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        with transaction.atomic():
            yield after(client, send(client, form, given))
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.load(cookies)


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
                texts = [text for page in answers(client, form) for text in escaped(page)]
                found |= {f"after {form.action} at {address}: {text}" for text in texts}
    return sorted(found)


def route(address: str) -> str:
    return str(resolve(re.split("[?#]", address)[0]).route)


def test_what_stands_outside_the_marks_is_found() -> None:
    assert escaped("<p>⟦Say ⟦Mon⟧ <b>it</b>⟧ Άλις, 3 Dec</p>") == []
    assert escaped("<p>⟦Say⟧ it</p><a title='Look'>⟦x⟧</a>") == ["it", "title=Look"]


@pytest.mark.parametrize("who", ["alice", "dan", "olga"])
def test_no_word_on_a_page_escapes_translation(world: Greeks, who: str) -> None:
    tell_everything(world)
    found = left_over(of(getattr(world, who)), "/", "/promises", "/you", "/setup", "/promises?q=xyz")
    assert not found, "\n".join(found)


def test_none_escapes_when_dates_have_passed(world: Greeks, marked: Any) -> None:
    tell_everything(world)
    marked.move_to(NOW + timedelta(days=24))
    for viewer in (world.alice, world.dan):
        found = {
            f"{at}: {text}" for at, page in pages(of(viewer), "/", "/promises") for text in escaped(page)
        }
        assert not found, "\n".join(sorted(found))


def test_none_escapes_where_somebody_comes_in(world: Greeks) -> None:
    alice = of(world.alice)
    page = press(alice, "/ask", "⟦Ask", to="Σαμ", new="yes", outcome="Ένα", due="2026-12-01").content.decode()
    assert not escaped(page)
    code = page.split("/in/")[1].split('"')[0]
    link = people.link_for(world.dan.person, at=NOW, is_told=False).code
    found = left_over(anybody(), "/sign-in", f"/sign-in/{link}", "/refuses", f"/in/{code}", "/nothing")
    assert not found, "\n".join(found)
    for act in ("counter", "ask", "answer_by", "decline"):
        assert not escaped(anybody().get(f"/in/{code}?act={act}").content.decode())


@pytest.mark.django_db
@pytest.mark.usefixtures("marked")
def test_none_escapes_before_anybody_is_here() -> None:
    made = people.founding_link(at=NOW)
    assert made is not None
    found = left_over(anybody(), "/welcome", f"/welcome/{made.code}", "/sign-in")
    assert not found, "\n".join(found)


def test_none_escapes_in_a_mail(world: Greeks, settings: LazySettings) -> None:
    begin_here()
    with receiving() as box:
        settings.MAIL = box.server
        work_until(world.at)
        world.ask(due="2026-11-24T17:00:00+01:00[Europe/Berlin]", check_ins=[])
        work_until(NOW + timedelta(hours=1))
        tell_everything(world)
        for day in range(1, 24):
            work_until(NOW + timedelta(days=day))
    assert len(box.mails) > 20
    found = {text for mail in box.mails for text in escaped_in(mail)}
    assert not found, "\n".join(sorted(found))


def work_until(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        while sum(job(at=at) for job in jobs):
            pass


def escaped_in(mail: Any) -> Iterator[str]:
    yield from escaped(f"<p>{mail['Subject']}</p>")
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        text = body.get_content().replace("<", "&lt;") if kind == "plain" else body.get_content()
        yield from escaped(text)


def test_every_refusal_is_said_in_the_language_of_who_asks(world: Greeks) -> None:
    for code in ANSWERS:
        assert not escaped(sentence(Refusal(code)))
    for code, field in EXACT:
        assert not escaped(sentence(Refusal(code, field=field)))
    told = Program.of(replace(world.dan, scopes=None), at=NOW).get(f"/promises/{world.team}").data
    assert (told["code"], told["title"][0]) == ("not_found", pseudo.OPENS)
    strange = Program(None).get("/me", Accept_Language=pseudo.LEFT_TO_RIGHT).data
    assert (strange["code"], strange["detail"][0]) == ("unauthenticated", pseudo.OPENS)


def test_a_page_turns_round_for_a_language_from_right_to_left(world: Greeks) -> None:
    people.save_appearance(by=world.dan, theme="light", language=pseudo.RIGHT_TO_LEFT, zone="Europe/Berlin")
    page = browser_of(world.dan).get("/").content.decode()
    assert '<html lang="xr" dir="rtl"' in page
    assert pseudo.TURN in page
