"""Signing in and the pages about people, as people meet them."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.test import Client

from fairlead.doors.clock import now
from fairlead.rooms.people import actions, queries
from tests.rooms.people import world
from tests.rooms.people.world import World, browser

pytestmark = pytest.mark.django_db


def sent(client: Client, address: str, **fields):
    """A form posted; the page it leads to."""
    return client.post(address, fields)


def text_of(answer) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


# ---------------------------------------------------------------------- the first minute


def test_the_first_person_founds_by_the_printed_link_and_stands_before_an_ask(db):
    client = Client()
    link = actions.founding_link(at=now())
    assert "Sign in:" in text_of(client.get("/welcome"))
    page = client.get(f"/welcome/{link.code}")
    assert page.status_code == 200
    assert not queries.is_founded()
    answer = sent(
        client,
        f"/welcome/{link.code}",
        name="Ada",
        email="Ada@Example.org",
        team="Crew",
        zone="Europe/Berlin",
    )
    assert (answer.status_code, answer["Location"]) == (303, "/ask")
    you = client.get("/you")
    assert you.status_code == 200
    assert "ada@example.org" in you.content.decode()
    assert "Europe/Berlin" in you.content.decode()
    assert client.get("/setup").status_code == 200
    assert actions.founding_link(at=now()) is None
    assert Client().get(f"/welcome/{link.code}").status_code == 409
    assert client.get("/welcome")["Location"] == "/"


def test_a_founder_who_slips_finds_everything_typed_still_there(db):
    link = actions.founding_link(at=now())
    answer = sent(Client(), f"/welcome/{link.code}", name="Ada", email="not one", team="Crew")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Ada"' in page
    assert 'value="not one"' in page
    assert "does not look like" in page
    assert not queries.is_founded()


def test_of_two_who_found_at_once_one_does(db):
    one, other = actions.founding_link(at=now()), actions.founding_link(at=now())
    first = sent(Client(), f"/welcome/{one.code}", name="Ada", email="a@example.org", team="Crew")
    second = sent(Client(), f"/welcome/{other.code}", name="Eve", email="e@example.org", team="Other")
    assert (first.status_code, second.status_code) == (303, 409)


# ---------------------------------------------------------------------- links


def test_opening_a_link_spends_nothing_and_its_button_works_once(crew: World):
    link = actions.link_for(crew.dan.person, at=now())
    client = Client()
    for _ in range(3):
        assert "Sign in as Dan" in text_of(client.get(f"/sign-in/{link.code}"))
    assert client.get("/you").status_code == 302
    assert sent(client, f"/sign-in/{link.code}").status_code == 303
    assert "Dan" in text_of(client.get("/you"))
    again = Client()
    assert again.get(f"/sign-in/{link.code}").status_code == 409
    assert sent(again, f"/sign-in/{link.code}").status_code == 409


def test_a_link_is_told_to_its_person(crew: World):
    actions.link_for(crew.dan.person, at=now())
    assert "signs in as you" in text_of(browser(crew.dan, at=now()).get("/you"))


def test_a_link_nobody_made_is_not_there(crew: World):
    unknown = Client().get("/sign-in/" + "x" * 32)
    nowhere = Client().get("/no/such/page")
    assert unknown.status_code == nowhere.status_code == 404
    assert unknown.content == nowhere.content


def test_signing_out_ends_the_session(crew: World):
    client = browser(crew.dan, at=now())
    assert client.get("/sign-out").status_code == 200
    assert client.get("/you").status_code == 200
    sent(client, "/sign-out")
    assert client.get("/you").status_code == 302


def test_whoever_is_not_signed_in_comes_back_to_where_they_wanted(crew: World):
    client = Client()
    answer = client.get("/you?x=1")
    assert answer["Location"] == "/sign-in?next=%2Fyou%3Fx%3D1"
    actions.set_password(crew.dan.account, password="a long enough one")
    page = client.get(answer["Location"])
    assert 'value="/you?x=1"' in page.content.decode()
    answer = sent(client, "/sign-in", email="dan@example.org", password="a long enough one", next="/you?x=1")
    assert answer["Location"] == "/you?x=1"


@pytest.mark.parametrize(
    "evil", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_nobody_is_sent_to_another_server(crew: World, evil):
    actions.set_password(crew.dan.account, password="a long enough one")
    answer = sent(Client(), "/sign-in", email="dan@example.org", password="a long enough one", next=evil)
    assert answer["Location"] == "/"


# ---------------------------------------------------------------------- password


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(crew: World):
    actions.set_password(crew.dan.account, password="a long enough one")
    wrong = sent(Client(), "/sign-in", email="dan@example.org", password="wrong")
    unknown = sent(Client(), "/sign-in", email="nob@example.org", password="wrong")
    assert wrong.status_code == unknown.status_code == 422
    strip = lambda answer: re.sub(r'value="[^"]*"', "", answer.content.decode())  # noqa: E731
    assert strip(wrong) == strip(unknown)


def test_guessing_passwords_is_slowed_down(crew: World):
    actions.set_password(crew.dan.account, password="a long enough one")
    client = Client()
    answers = [
        sent(client, "/sign-in", email="dan@example.org", password=f"guess {n}").status_code for n in range(7)
    ]
    assert answers[-1] == 429
    right = sent(client, "/sign-in", email="dan@example.org", password="a long enough one")
    assert right.status_code == 429


def test_a_suspended_person_is_signed_out_everywhere_and_cannot_come_back(crew: World):
    actions.set_password(crew.dan.account, password="a long enough one")
    client = browser(crew.dan, at=now())
    assert client.get("/you").status_code == 200
    actions.suspend(crew.dan.person, by=crew.viewer(crew.ada), at=now())
    assert client.get("/you").status_code == 302
    answer = sent(Client(), "/sign-in", email="dan@example.org", password="a long enough one")
    assert answer.status_code == 403
    assert "cannot be used here now" in text_of(answer)


def test_a_new_password_ends_every_other_browser(crew: World):
    one, other = browser(crew.dan, at=now()), browser(crew.dan, at=now())
    answer = sent(one, "/you/password", password="a long enough one")
    assert answer.status_code == 303, text_of(answer)
    assert one.get("/you").status_code == 200
    assert other.get("/you").status_code == 302


def test_a_poor_password_is_not_taken(crew: World):
    answer = sent(browser(crew.dan, at=now()), "/you/password", password="12345678")
    assert answer.status_code == 422
    assert "12345678" not in answer.content.decode()


# ---------------------------------------------------------------------- oneself


def test_every_own_page_opens(crew: World):
    client = browser(crew.ada, at=now())
    for address in (
        "/you", "/you/come-back", "/you/leave", "/you/erase", "/invite", "/sign-out",
        "/setup", "/setup?q=dan", "/setup/teams", f"/setup/teams/{crew.team}",
        f"/setup/people/{crew.dan.person}", "/setup/organisation", "/setup/reading",
    ):  # fmt: skip
        assert client.get(address).status_code == 200, address


def test_what_one_sets_is_kept(crew: World):
    client = browser(crew.dan, at=now())
    sent(client, "/you/name", name="Dan the Man")
    sent(client, "/you/appearance", theme="dark", language="de", zone="Asia/Tokyo")
    sent(client, "/you/shortcuts")
    today = (now() + world.DAY).date().isoformat()
    assert sent(client, "/you/away", away_until=today).status_code == 303
    me = queries.myself(crew.viewer(crew.dan))
    assert me.person.name == "Dan the Man"
    assert (me.theme, me.person.language, me.person.zone) == ("dark", "de", "Asia/Tokyo")
    assert not me.has_shortcuts
    assert str(me.person.away_until) == today
    sent(client, "/you/away", away_until="")
    assert queries.myself(crew.viewer(crew.dan)).person.away_until is None


def test_keys_are_moved_and_back(crew: World):
    client = browser(crew.dan, at=now())
    assert "data-keys" not in client.get("/you").content.decode()
    assert (
        sent(client, "/you/shortcuts", has_shortcuts="yes", **{"key-ask": "X", "key-offer": "a"}).status_code
        == 303
    )
    page = client.get("/you").content.decode()
    pressed = json.loads(html.unescape(re.search(r'data-keys="([^"]*)"', page).group(1)))
    assert pressed == {"x": "a", "a": "o", "o": ""}
    assert 'name="key-ask" value="x"' in page
    assert sent(client, "/you/shortcuts", has_shortcuts="yes", **{"key-ask": "o"}).status_code == 422
    assert sent(client, "/you/shortcuts", has_shortcuts="yes", **{"key-ask": "oo"}).status_code == 422
    assert sent(client, "/you/shortcuts", has_shortcuts="yes").status_code == 303
    assert "data-keys" not in client.get("/you").content.decode()


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/you/name", {"name": "Dan\r\nBcc: x"}),
        ("/you/name", {"name": "x" * 1_000_000}),
        ("/you/name", {"name": "\u202eDan"}),
        ("/you/name", {"name": "\u200f\u200b"}),
        ("/you/name", {"name": "a\x00b"}),
        ("/you/away", {"away_until": "1999-01-01"}),
        ("/you/away", {"away_until": "soon"}),
        ("/you/appearance", {"theme": "pink", "language": "en", "zone": "UTC"}),
        ("/you/appearance", {"theme": "dark", "language": "xx", "zone": "UTC"}),
        ("/you/appearance", {"theme": "dark", "language": "en", "zone": "../etc/passwd"}),
        ("/you/email", {"email": "a\r\nb@example.org"}),
        ("/you/tokens", {"days": "30"}),
        ("/you/tokens", {"days": "0", "scopes": "read"}),
        ("/you/tokens", {"days": "30", "scopes": "admin"}),
        ("/you/team", {"team": "not-an-id"}),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_place(crew: World, address, fields):
    answer = sent(browser(crew.dan, at=now()), address, **fields)
    assert answer.status_code == 422
    assert "err-sum" in answer.content.decode()
    assert queries.myself(crew.viewer(crew.dan)).person.name == "Dan"


def test_a_name_with_marks_of_its_script_is_kept_and_shown_inert(crew: World):
    client = browser(crew.dan, at=now())
    for name in ("<script>alert(1)</script>", "עֲדָה\u200f ב", "O’Brien & Söhne", "李"):
        sent(client, "/you/name", name=name)
        assert queries.names([crew.dan.person]) == {crew.dan.person: name}
        assert "<script>alert" not in client.get("/you").content.decode()


def test_a_token_is_shown_once_and_ended(crew: World):
    client = browser(crew.dan, at=now())
    page = sent(client, "/you/tokens", name="lamp", scopes=["read", "write"], days="30").content.decode()
    assert "flt_" in page
    again = client.get("/you").content.decode()
    assert "flt_" not in again
    assert "lamp" in again
    token = queries.tokens(crew.viewer(crew.dan), at=now())[0]
    assert sent(client, f"/you/tokens/{token.id}/end").status_code == 303
    assert sent(client, f"/you/tokens/{token.id}/end").status_code == 404


def test_sessions_are_listed_and_ended_by_their_person_alone(crew: World):
    one = browser(crew.dan, at=now())
    other = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0"})
    sent(other, f"/sign-in/{actions.link_for(crew.dan.person, at=now()).code}")
    assert "Firefox, Linux" in text_of(one.get("/you"))
    mine = next(card for card in queries.sessions(crew.viewer(crew.dan), this=None, at=now()) if card.device)
    assert sent(browser(crew.alice, at=now()), f"/you/sessions/{mine.id}/end").status_code == 404
    assert other.get("/you").status_code == 200
    assert sent(one, f"/you/sessions/{mine.id}/end").status_code == 303
    assert other.get("/you").status_code == 302
    third = browser(crew.dan, at=now())
    sent(one, "/you/sessions/end")
    assert (one.get("/you").status_code, third.get("/you").status_code) == (200, 302)


def test_leaving_and_erasing_are_asked_once(crew: World):
    client = browser(crew.dan, at=now())
    assert queries.is_here(crew.dan.person)
    assert sent(client, "/you/leave").status_code == 303
    assert not queries.is_here(crew.dan.person)
    assert queries.names([crew.dan.person])[crew.dan.person] == "Dan"
    client = browser(crew.alice, at=now())
    sent(client, "/you/erase")
    assert queries.names([crew.alice.person])[crew.alice.person].startswith("Former colleague")
    assert queries.account_of(crew.alice.person) is None
    assert client.get("/you").status_code == 302


def test_the_last_administrator_does_not_vanish(crew: World):
    client = browser(crew.ada, at=now())
    for address in ("/you/leave", "/you/erase"):
        assert sent(client, address).status_code == 403
    assert sent(client, f"/setup/people/{crew.ada.person}/admin").status_code == 403
    assert queries.is_here(crew.ada.person)


def test_somebody_in_two_organisations_goes_from_one_to_the_other(crew: World):
    actions.add_person(email="dan@example.org", name="Dan K.", organisation=crew.olga.organisation, at=now())
    client = browser(crew.dan, at=now())
    assert "Harbour" in text_of(client.get("/you"))
    assert sent(client, "/you/organisation", organisation=crew.olga.organisation).status_code == 303
    assert "Dan K." in text_of(client.get("/you"))
    stranger = browser(crew.alice, at=now())
    assert sent(stranger, "/you/organisation", organisation=crew.olga.organisation).status_code == 403
