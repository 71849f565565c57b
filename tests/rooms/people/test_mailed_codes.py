"""A code by mail, against a real mail server: signing in, and proving an address."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator

import pytest
from django.test import Client

from fairlead.doors.clock import now
from fairlead.rooms.people import actions, queries
from tests.outside.mailbox import receiving
from tests.rooms.people.world import World, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings) -> Iterator[object]:
    with receiving() as found:
        settings.MAIL, settings.MAIL_IS_SET_UP = found.server, True
        yield found
        for thread in threading.enumerate():
            if thread.name == "code-by-mail":
                thread.join(timeout=5)


def code_in(box, number: int = 0) -> str:
    """The code in a mail, which comes a moment after the page."""
    for _ in range(200):
        if len(box.mails) > number:
            mail = box.mails[number]
            return re.search(r"code is (\S+)", mail.get_content()).group(1)
        time.sleep(0.02)
    raise AssertionError("no mail came")


def test_a_code_signs_in_and_proves_the_address(crew: World, box):
    client = Client()
    assert "Mail me a code" in client.get("/sign-in").content.decode()
    answer = client.post("/sign-in/code", {"email": "Dan@Example.org", "next": "/you"})
    assert answer.status_code == 303
    assert client.get(answer["Location"]).status_code == 200
    code = code_in(box)
    assert box.mails[0]["To"] == "dan@example.org"
    answer = client.post("/sign-in/code/confirm", {"code": code, "next": "/you"})
    assert (answer.status_code, answer["Location"]) == (302, "/you")
    assert client.get("/you").status_code == 200
    assert queries.myself(crew.viewer(crew.dan)).is_email_verified
    assert queries.address_of(crew.dan.person).is_verified


def test_a_code_works_once_and_for_its_browser_alone(crew: World, box):
    client, other = Client(), Client()
    client.post("/sign-in/code", {"email": "dan@example.org"})
    code = code_in(box)
    assert other.post("/sign-in/code/confirm", {"code": code}).status_code == 410
    assert client.post("/sign-in/code/confirm", {"code": code}).status_code == 302
    client.post("/sign-out")
    assert client.post("/sign-in/code/confirm", {"code": code}).status_code == 410


def test_after_three_wrong_codes_the_right_one_is_too_late(crew: World, box):
    client = Client()
    client.post("/sign-in/code", {"email": "dan@example.org"})
    code = code_in(box)
    assert [client.post("/sign-in/code/confirm", {"code": "wrong1"}).status_code for _ in range(3)] == [
        422,
        422,
        410,
    ]
    assert client.post("/sign-in/code/confirm", {"code": code}).status_code == 410


def test_an_unknown_address_gets_the_same_page_and_no_mail(crew: World, box):
    known, unknown = Client(), Client()
    one = known.post("/sign-in/code", {"email": "dan@example.org"})
    two = unknown.post("/sign-in/code", {"email": "nobody@example.org"})
    assert one["Location"] == two["Location"]
    assert known.get(one["Location"]).status_code == unknown.get(two["Location"]).status_code == 200
    assert unknown.post("/sign-in/code/confirm", {"code": "ABCD"}).status_code == 422
    code_in(box)
    time.sleep(0.1)
    assert len(box.mails) == 1


def test_asking_for_codes_is_slowed_down(crew: World, box):
    answers = [Client().post("/sign-in/code", {"email": "dan@example.org"}).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]


def test_a_suspended_person_gets_in_by_no_code(crew: World, box):
    actions.suspend(crew.dan.person, by=None, at=now())
    client = Client()
    client.post("/sign-in/code", {"email": "dan@example.org"})
    assert client.post("/sign-in/code/confirm", {"code": code_in(box)}).status_code == 403
    assert client.get("/you").status_code == 302


def test_only_oneself_changes_an_address_and_only_by_a_code_sent_to_it(crew: World, box):
    client = browser(crew.dan, at=now())
    answer = client.post("/you/email", {"email": "new@example.org"})
    assert answer["Location"] == "/you/email/confirm"
    assert queries.myself(crew.viewer(crew.dan)).email == "dan@example.org"
    assert "new@example.org" in client.get("/you/email/confirm").content.decode()
    assert client.post("/you/email/confirm", {"code": "wrong1"}).status_code == 422
    assert client.post("/you/email/confirm", {"code": code_in(box)}).status_code == 303
    me = queries.myself(crew.viewer(crew.dan))
    assert (me.email, me.is_email_verified) == ("new@example.org", True)
    assert queries.colleague(crew.viewer(crew.ada), "new@example.org").id == crew.dan.person
    assert queries.colleague(crew.viewer(crew.ada), "dan@example.org") is None


def test_an_address_somebody_proved_is_not_taken_by_another(crew: World, box):
    actions.take_verified_address(crew.alice.account, email="alice@example.org")
    client = browser(crew.dan, at=now())
    client.post("/you/email", {"email": "alice@example.org"})
    assert client.post("/you/email/confirm", {"code": code_in(box)}).status_code == 409
    assert queries.myself(crew.viewer(crew.dan)).email == "dan@example.org"


def test_an_address_somebody_only_typed_goes_to_whoever_proves_it(crew: World, box):
    made = actions.invite(by=crew.viewer(crew.ada), name="Eve", at=now())
    eve = actions.spend_invitation(made.code, at=now())
    actions.give_first_address(eve.account, email="new@example.org")
    client = browser(crew.dan, at=now())
    client.post("/you/email", {"email": "new@example.org"})
    assert client.post("/you/email/confirm", {"code": code_in(box)}).status_code == 303
    assert queries.myself(queries.viewer_for(eve.person)).email is None


def test_a_proved_address_is_not_replaced_without_proof(crew: World, settings):
    actions.take_verified_address(crew.dan.account, email="dan@example.org")
    answer = browser(crew.dan, at=now()).post("/you/email", {"email": "new@example.org"})
    assert answer.status_code == 403
    assert queries.myself(crew.viewer(crew.dan)).email == "dan@example.org"


def test_nothing_typed_to_prove_an_address_breaks_a_header(crew: World, box):
    client = browser(crew.dan, at=now())
    for evil in ("a@example.org\r\nBcc: b@example.org", "a@exa\x00mple.org", "x" * 300 + "@example.org"):
        assert client.post("/you/email", {"email": evil}).status_code == 422


def test_without_mail_there_is_no_code_to_wait_for(crew: World):
    assert "Mail me a code" not in Client().get("/sign-in").content.decode()
    assert Client().post("/sign-in/code", {"email": "dan@example.org"}).status_code == 503
    assert Client().post("/sign-in/code", {"email": "nobody@example.org"}).status_code == 503
