"""Two who press at the same moment, and requests no browser would send."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.rooms.people import actions, queries
from tests.rooms.people import world


def at_once(action: Callable[[], Any], *, times: int = 4) -> list[str]:
    """What became of each: "done", or the code of the refusal."""
    ready = threading.Barrier(times)
    ends: list[str] = []

    def run() -> None:
        ready.wait()
        try:
            action()
            ends.append("done")
        except Refusal as refusal:
            ends.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ends)


# Committed, and emptied afterwards: only the tables of people, for the journal lets nobody empty it.
seen_by_all = pytest.mark.django_db(
    transaction=True,
    available_apps=["django.contrib.contenttypes", "allauth.account", "fairlead.rooms.people"],
)
ONE = ["code_used", "code_used", "code_used", "done"]


@seen_by_all
def test_of_many_who_answer_an_invitation_at_once_one_is_let_in() -> None:
    crew = world.make(now())
    made = actions.invite(by=crew.viewer(crew.ada), name="Sam", at=now())
    assert at_once(lambda: actions.spend_invitation(made.code, at=now())) == ONE
    assert not queries.card(made.person).is_invited


@seen_by_all
def test_of_many_who_press_a_link_at_once_one_is_signed_in() -> None:
    crew = world.make(now())
    link = actions.link_for(crew.dan.person, at=now())
    assert at_once(lambda: actions.spend_link(link.code, at=now())) == ONE


@seen_by_all
def test_of_many_who_found_at_once_one_does() -> None:
    codes = iter([actions.founding_link(at=now()).code for _ in range(4)])
    words = {"name": "Ada", "team": "Crew", "zone": "UTC", "language": "en", "at": now()}
    emails = iter(f"{n}@example.org" for n in range(4))
    ends = at_once(lambda: actions.found_by_link(next(codes), email=next(emails), **words))
    assert ends == ONE


@pytest.mark.django_db
def test_a_form_without_its_page_is_not_taken(crew: world.World) -> None:
    link = actions.link_for(crew.dan.person, at=now())
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/sign-in/{link.code}").status_code == 403
    client.get(f"/sign-in/{link.code}")
    token = client.cookies["fairlead-csrf"].value
    answer = client.post(f"/sign-in/{link.code}", {"csrfmiddlewaretoken": token})
    assert answer.status_code == 303
    assert client.post("/you/leave").status_code == 403
    assert queries.is_here(crew.dan.person)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/sign-in/%ff%fe", "/sign-in/%00", "/sign-in/" + "x" * 5000, "/welcome/%0d%0aSet-Cookie:x",
        "/setup?q=%00%ff", "/you?x=%00", "/sign-in?next=%0d%0aX:y", "/sign-in?next=%ff", "/invite?team=%00",
    ],
)  # fmt: skip
def test_no_address_makes_an_error(crew: world.World, address: str) -> None:
    client = world.browser(crew.ada, at=now())
    assert client.get(address).status_code < 500
    assert Client().get(address).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["\x00", "x" * 1_000_000, "\ud800", "\u202e", "<b>", "\r\n", "'; DROP TABLE x--"]
)
def test_no_text_makes_an_error(crew: world.World, text: str) -> None:
    client, at = world.browser(crew.ada, at=now()), now()
    sent = {"content_type": "application/x-www-form-urlencoded"}
    for address, names in (
        ("/sign-in", ("email", "password", "next")),
        ("/you/name", ("name",)),
        ("/you/appearance", ("theme", "language", "zone")),
        ("/you/email", ("email",)),
        ("/you/password", ("password", "current_password")),
        ("/you/tokens", ("name", "scopes", "days")),
        ("/invite", ("name", "email", "team", "once")),
        ("/setup/teams", ("name", "parent")),
        ("/setup/organisation", ("name",)),
        ("/setup/organisation/holidays", ("on", "called")),
        ("/you/organisation", ("organisation",)),
    ):
        body = "&".join(f"{name}={_encoded(text)}" for name in names)
        for who in (client, Client()):
            assert who.post(address, body, **sent).status_code < 500, (address, at)


def _encoded(text: str) -> str:
    return (
        "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass")) if len(text) < 99 else text
    )
