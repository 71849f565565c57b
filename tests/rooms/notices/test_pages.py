"""Choosing one's notices, the one-click stop, and "still on its way?"."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from fairlead.core.policy import Viewer
from fairlead.doors.clock import now
from fairlead.rooms.notices.actions import stop_code
from fairlead.rooms.notices.models import Outbox
from fairlead.rooms.notices.queries import settings_of
from fairlead.rooms.people.shapes import Entered
from tests.rooms.notices.conftest import DAY, NOW, Post
from tests.rooms.notices.test_mails import FRIDAY_WEEK, MORNING, TOMORROW
from tests.rooms.people.world import browser

FORM = {"mail": "yes", "daily": "yes", "hour": "6", "quiet_from": "21:00", "quiet_until": "05:30"}


def signed_in(who: Viewer) -> Client:
    return browser(Entered(account=who.person, person=who.person, organisation=who.organisation), at=now())


def test_what_is_chosen_is_kept_and_shown(post: Post) -> None:
    client = signed_in(post.world.dan)
    assert client.get("/you/notices").status_code == 200
    answer = client.post("/you/notices", FORM)
    assert (answer.status_code, answer["Location"]) == (303, "/you/notices")
    chosen = settings_of(post.world.dan)
    assert (chosen.hour, chosen.at_once, chosen.free_days) == (6, False, False)
    page = client.get("/you/notices").content.decode()
    assert 'value="21:00"' in page
    assert '<option value="6" selected>06:00</option>' in page


@pytest.mark.parametrize(
    "wrong", [{"hour": "25"}, {"hour": "x"}, {"hour": ""}, {"quiet_from": "late"}, {"quiet_until": ""}]
)
def test_what_cannot_be_meant_is_said_beside_the_field(post: Post, wrong: dict[str, str]) -> None:
    answer = signed_in(post.world.dan).post("/you/notices", FORM | wrong)
    assert answer.status_code == 422
    (field,) = wrong
    assert f'href="#{field}"' in answer.content.decode()
    assert settings_of(post.world.dan).hour == 8


def test_looking_at_the_stop_page_stops_nothing(post: Post) -> None:
    post.world.ask(due=TOMORROW)
    assert post.work(NOW) == ["dan@example.org"]
    address = str(post.box.mails[0]["List-Unsubscribe"])[1:-1].removeprefix("http://127.0.0.1:8000")
    answer = Client(enforce_csrf_checks=True).get(address)
    assert answer.status_code == 200
    assert "Dan" not in answer.content.decode()
    assert settings_of(post.world.dan).mail


def test_one_click_in_a_mail_program_stops_all_mails(post: Post) -> None:
    post.world.ask(due=TOMORROW)
    post.world.ask()
    post.work(NOW)
    address = str(post.box.mails[0]["List-Unsubscribe"])[1:-1].removeprefix("http://127.0.0.1:8000")
    answer = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert post.work(MORNING) == []
    post.world.ask(due=TOMORROW)
    assert post.work(MORNING) == []
    # And is undone by oneself.
    signed_in(post.world.dan).post("/you/notices", FORM | {"at_once": "yes"})
    post.world.ask(due=TOMORROW)
    assert post.work(MORNING) == ["dan@example.org"]


@pytest.mark.parametrize("code", ["", "x", "0" * 32, "0" * 32 + ".forged", "é", "a" * 5000])
def test_nobody_stops_anothers_mails_with_a_code_of_their_own(post: Post, code: str) -> None:
    for answer in (Client().get(f"/notices/stop/{code}"), Client().post(f"/notices/stop/{code}")):
        assert answer.status_code == 404


def test_a_code_of_somebody_who_left_is_answered_alike(post: Post) -> None:
    from fairlead.rooms.people import actions

    code = stop_code(post.world.dan.person)
    actions.leave(by=post.world.dan, at=NOW)
    assert Client().post(f"/notices/stop/{code}").status_code == 200


def test_still_on_its_way_yes_tells_nobody_and_stops_this_reminder(post: Post) -> None:
    promised = post.world.promised(due=FRIDAY_WEEK)
    post.work(NOW)
    client = signed_in(post.world.dan)
    page = client.get(f"/notices/still/{promised.id}")
    assert page.status_code == 200
    for words in ("Yes", "I see a risk", "I need to renegotiate", "tells nobody"):
        assert words in page.content.decode()
    assert Outbox.objects.get(kind="reminder").cancelled_at is None  # looking is not answering
    answer = client.post(f"/notices/still/{promised.id}")
    assert (answer.status_code, answer["Location"]) == (303, f"/promises/{promised.id}")
    post.work(MORNING)
    post.world.move(post.world.alice, promised, "note", text="Hello")
    assert post.work(MORNING + 7 * DAY) == [] or "Still" not in post.subject()
    assert post.work(datetime.fromisoformat("2026-12-02T09:00+01:00")) == []


def test_only_the_doer_is_asked_whether_it_is_on_its_way(post: Post) -> None:
    promised = post.world.promised(due=FRIDAY_WEEK)
    for who in (post.world.alice, post.world.olga, post.world.mallory):
        assert signed_in(who).get(f"/notices/still/{promised.id}").status_code == 404
    assert Client().get(f"/notices/still/{promised.id}").status_code == 302
