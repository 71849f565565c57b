"""The pages of promises, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from fairlead.doors.ids import new_id
from fairlead.rooms.people.actions import set_away
from fairlead.rooms.promises.queries.lists import Asked, promises_page
from fairlead.rooms.promises.queries.show import show
from tests.rooms.promises.browser import FormsOf, browser_of, press
from tests.rooms.promises.world import NOW, World


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        yield


def stage(world: World, promise) -> str:
    return show(viewer=world.alice, promise=promise.id, at=world.at).state.stage


def test_alice_asks_dan_promises_says_done_and_she_thanks_him(world: World) -> None:
    alice, dan = browser_of(world.alice), browser_of(world.dan)
    answer = press(
        alice, f"/ask?to={world.dan.person}", "Ask Dan",
        outcome="A rota for the Christmas support desk", due="2026-12-09", due_time="17:00",
        standard=["Every day has two names", "Everyone on it has said yes", ""],
    )  # fmt: skip
    assert answer.status_code == 303, answer.content.decode()
    here = answer["Location"]
    assert press(dan, here, "Yes, I promise", read_back="Two willing names a day").status_code == 303
    assert press(alice, here, "Yes, that’s it").status_code == 303
    assert (
        press(dan, f"{here}/report_done", "Done: please check", text="It is in the wiki").status_code == 303
    )
    assert press(alice, f"{here}/declare_satisfied", "That’s it, thank you", text="Lovely").status_code == 303
    page = dan.get(here).content.decode()
    for words in ("Kept", "It is in the wiki", "Lovely", "Two willing names a day", "You both agreed"):
        assert words in page
    assert "Say thanks" in page


def test_every_page_of_every_stage_renders(world: World) -> None:
    asked = world.ask()
    countered = world.move(world.dan, world.ask(), "counter", terms={"due": "2026-12-11T12:00:00Z"})
    promised = world.move(world.dan, world.promised(), "flag_risk", text="Two are ill")
    change = world.move(
        world.alice, world.promised(), "propose_change", terms={"standard": ["One name is enough"]}
    )
    release = world.move(world.dan, world.promised(), "propose_release", text="It is moot")
    reported = world.move(world.dan, world.promised(), "report_done")
    gap = world.move(
        world.alice, world.move(world.dan, world.promised(), "report_done"), "name_gap", conditions=[2]
    )
    question = world.move(world.dan, world.ask(), "ask", text="Which days?")
    time = world.move(world.dan, world.ask(), "answer_by", date="2026-11-25T09:00:00Z")
    declined = world.move(world.dan, world.ask(due=None, standard=None), "decline", text="Not now")
    for who in (world.alice, world.dan):
        client = browser_of(who)
        for promise in (asked, countered, promised, change, release, reported, gap, question, time, declined):
            page = client.get(f"/promises/{promise.id}")
            assert page.status_code == 200
            for act in show(viewer=who, promise=promise.id, at=world.at).open_acts:
                assert client.get(f"/promises/{promise.id}/{act.act}").status_code == 200, act
        for address in (
            "/",
            "/?show=all",
            "/promises",
            "/promises?place=waiting",
            "/promises?q=rota",
            "/promises/drafts",
            "/ask",
            "/offer",
        ):
            assert client.get(address).status_code == 200, address


def test_what_is_not_hers_looks_like_what_is_not_there(world: World) -> None:
    asked = world.ask()
    olga = browser_of(world.olga)
    other = "00000000-0000-7000-8000-000000000000"
    for path in ("", "/accept", "/fresh", "/sharing"):
        one, none = olga.get(f"/promises/{asked.id}{path}"), olga.get(f"/promises/{other}{path}")
        assert (one.status_code, none.status_code) == (404, 404), path
        assert one.content.replace(str(asked.id).encode(), b"") == none.content.replace(other.encode(), b"")


def test_a_refusal_keeps_every_word_that_was_typed(world: World) -> None:
    asked = world.ask()
    dan = browser_of(world.dan)
    answer = press(
        dan,
        f"/promises/{asked.id}/counter",
        "Suggest a change",
        due="2026-11-01",
        text="My long reason",
        standard=["Only one", ""],
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    for words in ("My long reason", "Only one", "2026-11-01"):
        assert words in page
    assert stage(world, asked) == "PROPOSED"


def test_terms_that_changed_meanwhile_are_shown_beside_the_old_ones(world: World) -> None:
    asked = world.ask()
    dan = browser_of(world.dan)
    dan.get(f"/promises/{asked.id}/accept")
    world.move(world.alice, asked, "amend", terms={"standard": ["Three names a day"]})
    token = dan.cookies["fairlead-csrf"].value
    answer = dan.post(
        f"/promises/{asked.id}/accept", {"version": "1", "text": "gladly", "csrfmiddlewaretoken": token}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Three names a day" in page
    assert "Every day has two names" in page
    assert "gladly" in page


def test_a_draft_is_kept_and_sent_and_gone(world: World) -> None:
    alice = browser_of(world.alice)
    answer = press(alice, "/ask", "Keep as a draft", outcome="Half a thought", to="Dan Dorn")
    assert answer.status_code == 303
    page = alice.get("/promises/drafts").content.decode()
    assert "Half a thought" in page
    draft = page.split("/ask?draft=")[1].split('"')[0]
    sent = press(alice, f"/ask?draft={draft}", "Ask Dan", outcome="A whole thought")
    assert sent.status_code == 303, sent.content.decode()
    assert "No drafts" in alice.get("/promises/drafts").content.decode()


def test_a_form_sent_twice_makes_one_promise(world: World) -> None:
    alice = browser_of(world.alice)
    page = alice.get(f"/ask?to={world.dan.person}").content.decode()
    once = page.split('name="once" value="')[1].split('"')[0]
    token = alice.cookies["fairlead-csrf"].value
    sent = {"to": str(world.dan.person), "outcome": "Once", "once": once, "csrfmiddlewaretoken": token}
    first, second = alice.post("/ask", sent), alice.post("/ask", sent)
    assert first["Location"] == second["Location"]
    third = alice.post("/ask", sent | {"outcome": "Something else"})
    assert third["Location"] != first["Location"]
    assert len(promises_page(viewer=world.alice, asked=Asked(), at=world.at).rows) == 2


def test_an_ask_to_two_people_is_one_promise_each(world: World) -> None:
    alice = browser_of(world.alice)
    assert (
        press(alice, "/ask", "Ask", to="Dan Dorn, olga@example.org", outcome="Read this").status_code == 303
    )
    assert len(promises_page(viewer=world.alice, asked=Asked(), at=world.at).rows) == 2
    assert len(promises_page(viewer=world.olga, asked=Asked(), at=world.at).rows) == 1


def test_somebody_new_answers_first_and_is_in(world: World) -> None:
    alice = browser_of(world.alice)
    assert press(alice, "/ask", "Ask", to="Sam", outcome="Read this").status_code == 422
    answer = press(
        alice,
        "/ask",
        "Ask",
        to="Sam",
        new="yes",
        outcome="Read this",
        due="2026-12-01",
        standard=["It is read"],
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    code = page.split("/in/")[1].split('"')[0]
    sam = Client(enforce_csrf_checks=True)
    for _again in range(2):
        shown = sam.get(f"/in/{code}").content.decode()
        assert "It is read" in shown
        assert "Sam" in shown
    for act in ("counter", "ask", "answer_by", "decline"):
        assert sam.get(f"/in/{code}?act={act}").status_code == 200
    said = press(sam, f"/in/{code}", "Yes, I promise", name="Sam Stone", read_back="I read it")
    assert said.status_code == 303, said.content.decode()
    assert sam.get("/").status_code == 200
    assert sam.get(f"/in/{code}").status_code == 409
    assert "You both agreed" in alice.get("/promises").content.decode() or stage_of_all(world) == ["PROMISED"]


def code_on(answer: Any) -> str:
    return answer.content.decode().split("/in/")[1].split('"')[0]


def test_a_lost_link_is_made_anew_by_who_asked_and_a_colleague_s_link_stays_good(world: World) -> None:
    alice, dan = browser_of(world.alice), browser_of(world.dan)
    sam = {"to": "sam@example.org", "new": "yes", "due": "2026-12-01", "standard": ["It is read"]}
    first = code_on(press(alice, "/ask", "Ask", outcome="Read this", **sam))
    asked_too = press(dan, "/ask", "Ask", outcome="Read that", **sam)["Location"]
    other = code_on(press(dan, asked_too, "New link for sam"))
    promise = promises_page(viewer=world.alice, asked=Asked(), at=world.at).rows[0].id
    again = code_on(press(alice, f"/promises/{promise}", "New link for sam"))
    assert Client().get(f"/in/{first}").status_code == 410
    assert Client().get(f"/in/{other}").status_code == 200
    assert "Read this" in Client().get(f"/in/{again}").content.decode()
    token = dan.cookies["fairlead-csrf"].value
    assert dan.post(f"/promises/{promise}/link", {"csrfmiddlewaretoken": token}).status_code == 404
    press(Client(enforce_csrf_checks=True), f"/in/{again}", "Yes, I promise", name="Sam Stone")
    assert "New link" not in alice.get(f"/promises/{promise}").content.decode()
    token = alice.cookies["fairlead-csrf"].value
    assert alice.post(f"/promises/{promise}/link", {"csrfmiddlewaretoken": token}).status_code == 404


@pytest.mark.parametrize("to", ["Sam", "sam@example.org"])
def test_an_ask_of_somebody_new_sent_twice_is_one_promise(world: World, to: str) -> None:
    alice = browser_of(world.alice)
    sam = {"to": to, "new": "yes", "due": "2026-12-01", "standard": ["It is read"], "once": str(new_id())}
    first = code_on(press(alice, "/ask", "Ask", outcome="Read this", **sam))
    again = press(alice, "/ask", "Ask", outcome="Read this", **sam)
    assert len(promises_page(viewer=world.alice, asked=Asked(), at=world.at).rows) == 1
    assert "New link for" in alice.get(again["Location"]).content.decode()
    assert "Read this" in Client().get(f"/in/{first}").content.decode()


def test_dan_says_point_by_point_what_is_there(world: World) -> None:
    promised = world.promised()
    dan = browser_of(world.dan)
    press(dan, f"/promises/{promised.id}/report_done", "Done: please check", text="In the wiki.", met=["2"])
    page = browser_of(world.alice).get(f"/promises/{promised.id}").content.decode()
    assert "In the wiki.<br>Not there yet: Every day has two names" in page


def test_an_early_word_stays_as_early_as_it_was_when_the_date_moves(world: World) -> None:
    promised = world.move(world.dan, world.promised(), "flag_risk", text="Two are ill")
    alice = browser_of(world.alice)
    before = re.findall(r"\d+ days early", alice.get(f"/promises/{promised.id}").content.decode())
    terms = {"due": "2026-12-20T17:00:00+01:00"}
    changed = world.move(world.dan, promised, "propose_change", terms=terms)
    world.move(world.alice, changed, "agree")
    after = re.findall(r"\d+ days early", alice.get(f"/promises/{promised.id}").content.decode())
    assert before == after != []


def test_who_is_away_is_said_to_be_away_on_the_promise(world: World) -> None:
    asked = world.ask()
    alice = browser_of(world.alice)
    assert "is away until" not in alice.get(f"/promises/{asked.id}").content.decode()
    set_away(by=world.dan, until=date(2026, 12, 4), at=world.at)
    assert "Dan is away until Fri 4 Dec." in alice.get(f"/promises/{asked.id}").content.decode()


def stage_of_all(world: World) -> list[str]:
    return [row.stage for row in promises_page(viewer=world.alice, asked=Asked(), at=world.at).rows]


def test_the_other_s_move_arrives_and_nothing_else_is_sent(world: World) -> None:
    asked = world.ask()
    alice = browser_of(world.alice)
    address = f"/promises/{asked.id}/fresh"
    assert alice.get(f"{address}?number=1", headers={"HX-Request": "true"}).status_code == 204
    world.move(world.dan, asked, "ask", text="Which days?")
    part = alice.get(f"{address}?number=1", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "Which days?" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_both_have_to_say_yes_before_the_team_sees_anything(world: World) -> None:
    asked = world.ask(team=str(world.team))
    alice, dan = browser_of(world.alice), browser_of(world.dan)
    assert press(alice, f"/promises/{asked.id}/sharing", "Let the team see").status_code == 303
    assert press(dan, f"/promises/{asked.id}/sharing", "Let the team see").status_code == 303
    assert "The team sees what it is about" in dan.get(f"/promises/{asked.id}").content.decode()
    assert press(dan, f"/promises/{asked.id}/sharing", "Keep it between").status_code == 303


def test_ask_again_begins_with_the_ended_one(world: World) -> None:
    declined = world.move(world.dan, world.ask(), "decline")
    alice = browser_of(world.alice)
    answer = press(alice, f"/ask?again={declined.id}", "Ask Dan", due="2026-12-20")
    assert answer.status_code == 303
    assert "This came out of an earlier promise" in alice.get(answer["Location"]).content.decode()


def test_a_date_in_words_comes_back_as_a_day_to_be_confirmed(world: World, clock: object) -> None:
    alice = browser_of(world.alice)
    typed = {
        "to": "dan@example.org",
        "outcome": "A rota",
        "due_words": "by Friday noon",
        "check_ins_words": "tomorrow",
    }
    answer = press(alice, "/ask", "Ask", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“by Friday noon” is Friday 27 November." in page
    fields = dict(FormsOf(page).with_button("Ask")[0]["fields"])
    assert (fields["due"], fields["due_time"], fields["due_words"]) == ("2026-11-27", "12:00", "")
    assert 'value="2026-11-24"' in page
    sent = press(
        alice,
        "/ask",
        "Ask",
        **{**typed, "due_words": "", "check_ins_words": "", "due": fields["due"], "due_time": "12:00"},
    )
    assert sent.status_code == 303


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("next Thursday", "“next Thursday” could be Thursday 26 November; here it is Thursday 3 December."),
        ("as soon as possible", "“as soon as possible” is no day yet."),
        ("before the board meeting", "“before the board meeting” is no day yet."),
        ("blue", "“blue” could not be read as a date."),
    ],
)  # fmt: skip
def test_words_that_are_no_day_yet_are_asked_about_and_kept(
    world: World, clock: object, words: str, sentence: str
) -> None:
    answer = press(
        browser_of(world.alice), "/ask", "Ask", to="dan@example.org", outcome="A rota", due_words=words
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{words}"' in page or words == "next Thursday"


def test_a_draft_keeps_a_date_in_words(world: World, clock: object) -> None:
    alice = browser_of(world.alice)
    kept = press(
        alice, "/ask", "Keep as a draft", to="dan@example.org", outcome="A rota", due_words="by Friday"
    )
    assert kept.status_code == 303
    draft = alice.get("/promises/drafts").content.decode().partition("/ask?draft=")[2].partition('"')[0]
    assert 'value="by Friday 17:00"' in alice.get(f"/ask?draft={draft}").content.decode()


def test_the_hints_say_which_day_words_mean(world: World, clock: object) -> None:
    alice = browser_of(world.alice)
    alice.get("/ask")
    data = {
        "outcome": "A rota",
        "due": "",
        "due_words": "by Friday",
        "csrfmiddlewaretoken": alice.cookies["fairlead-csrf"].value,
    }
    found = alice.post("/ask/checks", data).content.decode()
    assert "“by Friday” is Friday 27 November, 17:00" in found
