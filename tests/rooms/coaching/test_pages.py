"""The pages of who reads along: invited, agreed, seen, ended, each by pressing what the page offers."""

from __future__ import annotations

import re
from typing import Any

from tests.rooms.coaching.conftest import WEEK, Coached
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.promises.world import NOW


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_two_people_let_a_coach_read_their_promise_and_one_press_ends_it(coached: Coached) -> None:
    alice, dan, max_ = (browser_of(one) for one in (coached.world.alice, coached.world.dan, coached.max))
    here = f"/promises/{coached.promise.id}"
    assert f"{here}/coach" in alice.get(here).content.decode()
    sent = press(alice, f"{here}/coach", "Ask Dan for a yes", coach=str(coached.max.person))
    assert (sent.status_code, sent["Location"]) == (303, here)
    assert "You suggested Max. Nothing is shown until Dan says yes, too." in text_of(alice.get(here))
    assert "Alice would like Max to read along." in text_of(dan.get(here))
    assert max_.get(here).status_code == 404
    press(dan, f"{here}/coach", "Yes, Max can read it")
    for browser in (alice, dan):
        assert "Max can read this page." in text_of(browser.get(here))
        assert "and Max can read this." in text_of(browser.get(here))
    seen = max_.get(here)
    assert "Alice, Dan and you can read this." in text_of(seen)
    assert "<form" not in seen.content.decode().partition("<main")[2].partition("</main>")[0]
    press(dan, here, "Stop sharing")
    assert max_.get(here).status_code == 404
    assert "Max can read" not in text_of(alice.get(here))


def test_the_other_says_no_and_the_one_who_suggested_takes_it_back(coached: Coached) -> None:
    alice, dan = browser_of(coached.world.alice), browser_of(coached.world.dan)
    here = f"/promises/{coached.promise.id}/coach"
    for browser, button in ((dan, "No, between the two of us"), (alice, "Take it back")):
        press(alice, here, "Ask Dan for a yes", coach=str(coached.max.person))
        assert press(browser, here, button).status_code == 303
        assert "Ask Dan for a yes" in text_of(alice.get(here))


def test_nobody_chosen_and_one_of_the_two_are_told_at_the_field(coached: Coached) -> None:
    alice, here = browser_of(coached.world.alice), f"/promises/{coached.promise.id}/coach"
    for coach, sentence in (
        ("", "Choose somebody."),
        (str(coached.world.dan.person), "Choose somebody who is here"),
        (str(coached.world.mallory.person), "Choose somebody who is here"),
        ("nobody", "Choose somebody who is here"),
    ):
        answer = press(alice, here, "Ask Dan for a yes", coach=coach)
        assert answer.status_code == 422
        assert sentence in text_of(answer)


def test_a_stale_page_says_that_somebody_reads_along_already(coached: Coached) -> None:
    alice, here = browser_of(coached.world.alice), f"/promises/{coached.promise.id}/coach"
    page = alice.get(here)
    coached.share()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token is not None
    sent = {"csrfmiddlewaretoken": token[1], "act": "invite", "coach": str(coached.world.olga.person)}
    answer = alice.post(here, sent)
    assert answer.status_code == 409
    assert "Somebody reads along already" in text_of(answer)
    assert "Max can read this page" in text_of(answer)


def test_a_week_is_shared_by_its_author_alone_page_by_page(coached: Coached) -> None:
    alice, max_ = browser_of(coached.world.alice), browser_of(coached.max)
    assert "Only you can see this." in text_of(alice.get(f"/reflect/{WEEK}"))
    press(alice, f"/reflect/{WEEK}/coach", "Share this page", coach=str(coached.max.person))
    for page in (f"/reflect/{WEEK}", f"/reflect/{WEEK}/1", f"/reflect/{WEEK}/end"):
        assert "You and Max can see this." in text_of(alice.get(page)), page
    assert "I was canaryweek" in text_of(max_.get(f"/coaching/weeks/{coached.week}"))
    assert alice.get("/reflect/2026-W40/coach").status_code == 404  # nothing is written there
    press(alice, f"/reflect/{WEEK}", "Stop sharing")
    assert max_.get(f"/coaching/weeks/{coached.week}").status_code == 404


def test_a_week_written_anew_from_nothing_is_shared_with_nobody(coached: Coached) -> None:
    from fairlead.rooms.reflections.actions.write import write_week

    coached.act(coached.world.alice, "invite", "reflection")
    write_week(viewer=coached.world.alice, week=WEEK, answers={}, at=NOW)
    write_week(viewer=coached.world.alice, week=WEEK, answers={"2": "again"}, at=NOW)
    assert "Only you can see this." in text_of(browser_of(coached.world.alice).get(f"/reflect/{WEEK}"))
    assert browser_of(coached.max).get(f"/coaching/weeks/{coached.week}").status_code == 404


def test_a_coach_asks_in_a_conversation_and_both_read_it_where_they_talk(coached: Coached) -> None:
    alice, dan, max_ = (browser_of(one) for one in (coached.world.alice, coached.world.dan, coached.max))
    here = f"/conversations/{coached.talk}"
    press(dan, f"{here}/coach", "Ask Alice for a yes", coach=str(coached.max.person))
    press(alice, f"{here}/coach", "Yes, Max can read it")
    assert "Alice, Dan and you can read this." in text_of(max_.get(here))
    empty = press(max_, f"{here}/coach/ask", "Put it there", sort="prompt", text=" ")
    assert empty.status_code == 422
    assert "Please fill this in." in text_of(empty)
    press(max_, f"{here}/coach/ask", "Put it there", sort="question", text="What would have helped?")
    for browser in (alice, dan, max_):
        assert "What would have helped?" in text_of(browser.get(here))
    press(dan, f"{here}/stop", "Stop here")
    assert "What would have helped?" in text_of(max_.get(here))  # what both had shared, until one ends it
    press(alice, here, "Stop sharing")
    assert max_.get(here).status_code == 404
    assert max_.get(f"{here}/coach/ask").status_code == 404
    assert "What would have helped?" in text_of(dan.get(here))


def test_who_reads_along_has_a_place_of_their_own_and_nobody_else(coached: Coached) -> None:
    max_, dan = browser_of(coached.max), browser_of(coached.world.dan)
    assert 'href="/coaching"' not in max_.get("/").content.decode()
    coached.share()
    assert 'href="/coaching"' in max_.get("/").content.decode()
    assert 'href="/coaching"' not in dan.get("/").content.decode()
    home = text_of(max_.get("/coaching"))
    for words in ("A rota canarypromise", "Looking back together", "A week looked back on", "Alice and Dan"):
        assert words in home
    assert "Nothing is shared with you." in text_of(dan.get("/coaching"))


def test_coach_access_lists_all_that_is_shared_with_its_end_and_one_press(coached: Coached) -> None:
    alice = browser_of(coached.world.alice)
    assert "No one is invited. Nothing is shared." in text_of(alice.get("/you/coaches"))
    assert 'href="/you/coaches"' in alice.get("/you").content.decode()
    coached.act(coached.world.alice, "invite")
    assert text_of(alice.get("/you/coaches")).count("waits for a yes") == 2
    coached.act(coached.world.dan, "agree", "promise conversation")
    assert text_of(alice.get("/you/coaches")).count("Max Maier") == 3
    for _ in range(3):
        press(alice, "/you/coaches", "Stop sharing")
    assert "Nothing is shared." in text_of(alice.get("/you/coaches"))
