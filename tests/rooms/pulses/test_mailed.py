"""Answering without JavaScript by a mailed link: only where the team chose it, once, sealed like everybody's; confidential, and
never called more."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from fairlead.config.mail import described
from fairlead.core.policy import Viewer
from fairlead.doors import cookieless, sql
from fairlead.doors.api.rate import Buckets
from fairlead.outside.mail import Letter
from fairlead.rooms.agreements.actions.move_agreement import move_agreement
from fairlead.rooms.notices.actions.follow_pulses import mail_links
from fairlead.rooms.notices.actions.letters import Cancelled, letter_of
from fairlead.rooms.notices.models import Outbox
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.actions import after
from fairlead.rooms.pulses.actions.opening import open_due
from fairlead.rooms.pulses.actions.rhythm import set_rhythm
from fairlead.rooms.pulses.models import Wave
from fairlead.rooms.pulses.queries.after import cited_behind_link
from fairlead.rooms.pulses.queries.show import PulseShown
from tests.doors.program import Program
from tests.rooms.promises.browser import FormsOf, browser_of, press
from tests.rooms.pulses.published import published
from tests.rooms.pulses.waves import (
    CLOSES,
    OPENS,
    Crew,
    answers,
    body_of,
    close,
    post,
    ticket_of,
)


@pytest.fixture(autouse=True)
def _mail(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    settings.MAIL = described("smtp://127.0.0.1:1")
    monkeypatch.setitem(cookieless.BUCKETS, "/ballots", Buckets(rate=1e9, burst=1e9))


def opened(crew: Crew, *, links: bool = True) -> PulseShown:
    pulse = crew.open()
    next_on = str((OPENS + timedelta(days=28)).date())
    set_rhythm(viewer=crew.alice, team=crew.team, weeks=4, first_on=next_on, links=links, at=OPENS)
    return pulse


def asked_for(viewer: Viewer, pulse: PulseShown) -> Any:
    return press(browser_of(viewer), f"/pulses/{pulse.id}", "Mail me a link")


def mailed(viewer: Viewer, *, at: datetime = OPENS) -> Letter:
    mail_links(at=at)
    letter = letter_of(Outbox.objects.get(kind="pulse_link", person_id=viewer.person), at=at)
    assert isinstance(letter, Letter)
    return letter


def place_in(letter: Letter) -> str:
    found = re.search(r"/ballots/[\w-]{43}\b", letter.text)
    assert found is not None
    return found[0]


def kept(statement: str = "SELECT mark, person_id, code FROM pulses_link") -> list[tuple[Any, ...]]:
    with box.opened() as inside:
        return inside.rows(statement)


def test_a_link_is_asked_for_mailed_and_answered_with_one_post_and_counts_once(
    crew: Crew, moving: Any
) -> None:
    pulse, dan = opened(crew), crew.people[0]
    answer = asked_for(dan, pulse)
    assert (answer.status_code, answer["Location"]) == (303, f"/pulses/{pulse.id}")
    asked_for(dan, pulse)
    letter = mailed(dan)
    assert letter.to == "person.0@example.org"
    assert "confidential, and not more" in letter.text
    place, nobody = place_in(letter), Client()
    page = nobody.get(place)
    read = page.content.decode()
    assert page.status_code == nobody.get(place).status_code == 200, "a GET uses nothing up"
    assert "This link is confidential, and not more" in read
    assert "anonymous" not in read.split("<main", 1)[1]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert len(FormsOf(read).forms) == 1
    sent = nobody.post(place, {"S1": "6", "S2": "5", "A4": "7", "comment": "Thanks"})
    assert (sent.status_code, sent["Location"]) == (303, "/ballots/sent")
    assert not sent.cookies
    assert "The link has done its work" in nobody.get("/ballots/sent").content.decode()
    for again in (nobody.get(place), nobody.post(place, {"S1": "1"})):
        assert again.status_code == 409
        assert "This link has done its work" in again.content.decode()
    assert len(kept("SELECT * FROM pulses_ballot")) == 1
    assert kept() == []


def test_its_page_says_what_the_last_pulse_led_to_as_the_ordinary_page_does(crew: Crew, moving: Any) -> None:
    first, dan, later = opened(crew).id, crew.people[0], OPENS + timedelta(days=28)
    published(Wave.objects.get(id=first))
    theme = after.name_theme(viewer=dan, pulse=first, text="No answers", at=CLOSES)
    answer = {"decision": "did", "text": "We answer the same day", "on": None}
    after.answer_theme(viewer=crew.alice, pulse=first, theme=theme, at=CLOSES, **answer)
    moving.move_to(later)
    assert open_due(at=later) == 1
    asked_for(dan, crew.shown())
    page = Client().get(place_in(mailed(dan, at=later))).content.decode()
    assert "last check-in. (“We answer the same day”)" in page
    made = after.suggest(
        viewer=dan, pulse=first, text="Whoever hears it answers", look_again_on="2027-01-11", at=later
    )
    assert cited_behind_link(pulse=crew.shown().id, at=later) == "We answer the same day", "nobody agreed yet"
    for one in (crew.alice, *crew.people[1:]):
        move_agreement(viewer=one, agreement=made, act="agree", version=1, facts={}, at=later)
    assert cited_behind_link(pulse=crew.shown().id, at=later) == "Whoever hears it answers"


def test_it_counts_like_every_other_and_is_of_the_same_size(crew: Crew, moving: Any) -> None:
    pulse = opened(crew)
    for one in crew.people[:4]:
        post(body_of(pulse, ticket_of(one, pulse), answers(pulse)))
    asked_for(crew.people[4], pulse)
    place = place_in(mailed(crew.people[4]))
    assert Client().post(place, dict.fromkeys(pulse.items, "5")).status_code == 303
    assert len({len(bytes(row[0])) for row in kept("SELECT sealed FROM pulses_ballot")}) == 1
    moving.move_to(CLOSES)
    close()
    release = crew.shown().release
    assert release is not None
    assert release["respondents"] == "5-7"


def test_what_does_not_fit_comes_back_with_everything_that_was_chosen(crew: Crew, moving: Any) -> None:
    pulse, dan = opened(crew), crew.people[0]
    asked_for(dan, pulse)
    place = place_in(mailed(dan))
    back = Client().post(place, {"S1": "6", "comment": "ä" * 1500})
    read = back.content.decode()
    assert back.status_code == 422
    assert "ä" * 1500 in read
    assert re.search(r'name="S1" value="6" checked', read)
    for wrong in ("8", "0", "six"):
        assert Client().post(place, {"S1": wrong}).status_code == 422
    assert Client().get(place).status_code == 200, "and the link is still good"


def test_one_ticket_a_person_in_a_browser_or_in_the_mail(crew: Crew, moving: Any) -> None:
    pulse, (dan, max_) = opened(crew), crew.people[:2]
    ticket_of(dan, pulse)
    refused = asked_for(dan, pulse)
    assert refused.status_code == 409
    assert "in another browser of yours already" in refused.content.decode()
    asked_for(max_, pulse)
    with pytest.raises(Exception, match="already_there"):
        ticket_of(max_, pulse)


def test_only_where_the_team_chose_it_and_only_to_who_is_asked(
    crew: Crew, moving: Any, settings: LazySettings
) -> None:
    pulse, dan = opened(crew, links=False), browser_of(crew.people[0])
    page = dan.get(f"/pulses/{pulse.id}").content.decode()
    assert "Mail me a link" not in page
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', dan.get("/sign-out").content.decode())
    assert token is not None
    body = {"csrfmiddlewaretoken": token[1]}
    assert dan.post(f"/pulses/{pulse.id}/link", body).status_code == 403
    alice = browser_of(crew.alice)
    saved = press(alice, f"/team/{crew.team}/pulse", "Save", links="yes")
    assert saved.status_code == 303
    assert "Mail me a link" in dan.get(f"/pulses/{pulse.id}").content.decode()
    assert "which is confidential and not more" in dan.get(f"/team/{crew.team}/pulse").content.decode()
    assert "Mail me a link" not in alice.get(f"/pulses/{pulse.id}").content.decode()
    told = Program.of(crew.alice, at=OPENS).get(f"/teams/{crew.team}/pulses").data["rhythm"]
    assert told["links"] is True
    settings.MAIL = None
    assert "Mail me a link" not in dan.get(f"/pulses/{pulse.id}").content.decode()
    assert kept() == []


def test_once_the_mail_was_taken_nothing_says_whose_a_link_is_and_once_used_not_even_that_it_was(
    crew: Crew, moving: Any
) -> None:
    """What is left then: that a person asked for a mail (the outbox), and sealed ballots of one size in no order."""
    pulse, (dan, max_) = opened(crew), crew.people[:2]
    for one in (dan, max_):
        asked_for(one, pulse)
    places = [place_in(mailed(one)) for one in (dan, max_)]
    assert {sql.take_id(row[1]) for row in kept()} == {dan.person, max_.person}
    Outbox.objects.filter(kind="pulse_link").update(sent_at=OPENS)
    mail_links(at=OPENS)
    assert [row[1:] for row in kept()] == [(None, None)] * 2
    row = Outbox.objects.get(kind="pulse_link", person_id=dan.person)
    assert letter_of(row, at=OPENS) == Cancelled("moved_on"), "and nobody can have it mailed once more"
    assert not any(place[9:] in str(vars(one)) for one in Outbox.objects.all() for place in places)
    assert Client().post(places[0], {"S1": "3"}).status_code == 303
    assert len(kept()) == 1
    assert len(kept("SELECT DISTINCT blinded_hash FROM pulses_issued")) == 1


def test_after_the_close_a_link_opens_nothing_and_nothing_of_it_is_left(crew: Crew, moving: Any) -> None:
    pulse, dan = opened(crew), crew.people[0]
    asked_for(dan, pulse)
    place = place_in(mailed(dan))
    moving.move_to(CLOSES)
    assert Client().get(place).status_code == 410
    assert Client().post(place, {"S1": "3"}).status_code == 410
    close()
    assert kept() == []
    assert Client().get(place).status_code == 409
    for nonsense in ("x", "A" * 43, "sent/more", "%00"):
        assert Client().get(f"/ballots/{nonsense}").status_code in (404, 409)


def test_a_form_that_comes_too_often_is_answered_with_a_page(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cookieless.BUCKETS, "/ballots", Buckets(rate=0.01, burst=1.0))
    first, second = (Client().post("/ballots/x", {"S1": "3"}) for _ in range(2))
    assert first.status_code == 409
    assert second.status_code == 429
    assert "A moment, please" in second.content.decode()
    assert int(second.headers["Retry-After"]) > 1
