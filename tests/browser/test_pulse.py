"""Answering a pulse in real browsers: sealed here, sent without a cookie after a pause, counted once, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import segno
from playwright.sync_api import Page, Request

from fairlead.doors.assets import address
from tests.browser.conftest import settled
from tests.browser.people import Village, Visitor, Visitors, comes_true
from tests.browser.test_pages import look

PAUSE = 20_000
"""Milliseconds a ballot waits at most, in the browser's own time: tests move its clock."""
STATE = (
    "([who, wave]) => JSON.parse(localStorage.getItem('fairlead-pulses') || '{}')[`${who} ${wave}`]?.state"
)
HAS_TICKET = f"([who, wave]) => ({STATE})([who, wave]) === 'ticket'"


@pytest.fixture(scope="module")
def asked() -> Iterator[Village]:
    with settled("tests.browser.asked", FAIRLEAD_SMTP_URL="smtp://127.0.0.1:1") as found:
        yield found


def who(page: Page) -> str:
    return str(page.get_attribute("#pulse", "data-who"))


def state(page: Page, wave: str) -> Any:
    return page.evaluate(STATE, [who(page), wave])


def begin(visitors: Visitors, asked: Village, name: str, team: str, **more: Any) -> Visitor:
    """On the first page, with the ticket fetched, and the clock of the browser in the test's hand."""
    visitor = visitors.villager(asked, name, **more)
    visitor.page.clock.install()
    visitor.go(f"/pulses/{asked.promises[team]}")
    comes_true(visitor.page, HAS_TICKET, [who(visitor.page), asked.promises[team]])
    return visitor


def answer(page: Page, *points: int | None) -> None:
    """Ten statements by keys; None: skipped."""
    page.click("text=Begin")
    for point in points:
        if point is None:
            page.click("#skip")
        else:
            page.keyboard.press(str(point))
            page.keyboard.press("Enter")
    page.get_by_role("heading", name="Anything the team should hear?").wait_for()


def sent(page: Page) -> None:
    page.click("text=Seal and send")
    page.get_by_role("heading", name="Sealed, and on its way").wait_for()


def taken(page: Page) -> None:
    """The pause goes by."""
    page.clock.fast_forward(PAUSE)
    page.get_by_role("heading", name="It is in").wait_for()


def posts(page: Page) -> list[Request]:
    found: list[Request] = []
    page.on("request", lambda one: found.append(one) if one.url.endswith("/ballots") else None)
    return found


def test_seven_people_in_seven_browsers_answer_and_the_close_yields_a_manifest(
    visitors: Visitors, asked: Village
) -> None:
    wave, sizes, headers = asked.promises["Seven"], set(), []
    people = [begin(visitors, asked, f"Seven {number}", "Seven") for number in range(1, 8)]
    for number, one in enumerate(people):
        there = posts(one.page)
        skipped = None if number % 2 else 3
        answer(one.page, 6, 5, skipped, 6, 7, 6, 5, 6, 3, 4)
        if number == 3:
            one.page.fill("#comment", "Thank you “all” ☀ for asking.")
        sent(one.page)
        assert there == [], "it waits for its moment"
        taken(one.page)
        sizes.add(len(there[0].post_data or ""))
        headers.append(set(there[0].all_headers()))
        assert state(one.page, wave) == "taken"
    assert len(sizes) == 1, "all of one size, whatever was answered and written"
    assert not any({"cookie", "referer", "authorization"} & one for one in headers)
    asked.server.run("tests.browser.asked", "close", wave)
    last = people[-1]
    read = last.page.request.get(f"{asked.server.address}/api/v1/pulses/{wave}").json()
    assert (read["state"], read["release"]["respondents"]) == ("closed", "5-7")
    assert read["release"]["participation"] == "90+"
    assert read["release"]["safe"]["value"] >= 60
    assert len(read["release"]["spent_sha256"]) == 7
    last.go(f"/pulses/{wave}")
    last.sees("Yes: your ballot is among those that counted.")
    leads = visitors.villager(asked, "Alice")
    leads.go(f"/pulses/{wave}")
    assert not leads.page.is_visible("#counted"), "in the browser that answered, and in no other"


def test_two_tabs_count_once_and_the_second_says_so(visitors: Visitors, asked: Village) -> None:
    one = begin(visitors, asked, "Other 1", "Other")
    page, wave = one.page, asked.promises["Other"]
    page.click("text=Begin")
    page.keyboard.press("4")
    page.evaluate("dispatchEvent(new Event('storage'))")
    assert page.is_checked("[name=v][value='4']"), (
        "what was chosen stays, whatever another tab or a ticket does"
    )
    page.go_back()
    answer(page, *[4] * 10)
    other = page.context.new_page()
    other.clock.install()
    other.goto(page.url)
    other.get_by_role("heading", name="Anything the team should hear?").wait_for()
    sent(page)
    other.get_by_role("heading", name="Sealed, and on its way").wait_for()
    there = posts(page)
    taken(page)
    other.get_by_role("heading", name="It is in").wait_for()
    assert len(there) == 1
    kept = page.evaluate("Object.entries(localStorage).flat().join(' ')")
    assert '"S1"' not in kept, "nothing of the answers is left"
    assert "signature" not in kept
    assert state(page, wave) == "taken"


def test_a_lost_network_and_a_closed_tab_lose_nothing(visitors: Visitors, asked: Village) -> None:
    one = begin(visitors, asked, "Other 2", "Other")
    page, wave = one.page, asked.promises["Other"]
    answer(page, *[7] * 10)
    page.context.set_offline(True)
    sent(page)
    page.clock.fast_forward(PAUSE)
    assert state(page, wave) == "sealed"
    assert page.evaluate("localStorage.getItem('fairlead-ballots')")
    page.close()  # before the network is back: what a page does then is another test's
    page.context.set_offline(False)
    again = page.context.new_page()
    again.clock.install()
    there = posts(again)
    again.goto(f"{asked.server.address}/help", wait_until="networkidle")
    assert there == [], "that a page was opened is no reason to hurry"
    again.clock.fast_forward(PAUSE)
    comes_true(again, "!localStorage.getItem('fairlead-ballots')")
    assert len(there) == 1
    one.troubles[:] = [trouble for trouble in one.troubles if "ERR_INTERNET_DISCONNECTED" not in trouble]


def test_keys_choose_and_never_send_and_what_was_chosen_is_there_after_a_reload(
    visitors: Visitors, asked: Village
) -> None:
    one = begin(visitors, asked, "Other 3", "Other")
    page, wave = one.page, asked.promises["Other"]
    page.click("text=Begin")
    page.keyboard.press("5")
    assert page.is_checked("[name=v][value='5']")
    page.keyboard.press("2")
    assert page.is_checked("[name=v][value='2']")
    page.get_by_text("1 of 10", exact=True).wait_for()
    page.keyboard.press("8")
    page.keyboard.press("Enter")
    page.get_by_text("2 of 10", exact=True).wait_for()
    page.click("text=Next")
    one.sees("Choose one of the seven, or skip this one.")
    page.go_back()
    page.get_by_text("1 of 10", exact=True).wait_for()
    assert page.is_checked("[name=v][value='2']")
    page.reload()
    assert page.is_checked("[name=v][value='2']")
    page.goto(f"{asked.server.address}/pulses/{wave}")
    page.click("text=Go on")
    page.get_by_text("2 of 10", exact=True).wait_for()
    assert state(page, wave) == "ticket"


def test_the_ticket_is_fetched_on_whatever_page_and_today_s_line_goes_where_it_was_answered(
    visitors: Visitors, asked: Village
) -> None:
    wave = asked.promises["Other"]
    one = visitors.villager(asked, "Other 4")
    page = one.page
    page.clock.install()
    one.go("/")
    line = page.locator(f"[data-asked-in='{wave}']")
    assert line.is_visible()
    mark = page.get_attribute("html", "data-ticket").partition(".")[2]  # type: ignore[union-attr]
    page.clock.fast_forward(4000)
    comes_true(page, HAS_TICKET, [mark, wave])
    line.get_by_role("link").click()
    answer(page, None, *[5] * 9)
    sent(page)
    one.go("/")
    comes_true(page, f"document.querySelector(\"[data-asked-in='{wave}']\").hidden")
    other = visitors.villager(asked, "Other 4")
    other.go("/")
    assert other.page.locator(f"[data-asked-in='{wave}']").is_visible(), "another browser knows nothing of it"


def test_everybody_can_use_the_pages_of_the_pulse(visitors: Visitors, asked: Village, axe: str) -> None:
    wave, team = asked.promises["Other"], asked.promises["team Other"]
    found: list[str] = []
    one = begin(visitors, asked, "Other 5", "Other")
    for part in ("", "/1", "/comment", "/sent"):
        one.go(f"/pulses/{wave}{part}")
        if not part:
            one.page.click("#device summary")
        found += look(one, axe, f"/pulses/ID{part}")
    one.go(f"/team/{team}/pulse")
    found += look(one, axe, "/team/ID/pulse, a member")
    one.go(f"/ballots/{asked.promises['link']}")
    found += look(one, axe, "/ballots/CODE")
    one.go("/ballots/sent")
    found += look(one, axe, "/ballots/sent")
    alice = visitors.villager(asked, "Alice")
    for place in (f"/pulses/{wave}", f"/team/{team}/pulse"):
        alice.go(place)
        found += look(alice, axe, f"{place}, who leads")
    assert found == []


def test_without_javascript_the_page_says_what_needs_it(visitors: Visitors, asked: Village) -> None:
    plain = visitors.villager(asked, "Other 6", java_script_enabled=False)
    plain.go(f"/pulses/{asked.promises['Other']}")
    assert "Answering without a name needs JavaScript" in plain.page.inner_text("main")
    assert not plain.page.is_visible("text=Begin")
    plain.go(f"/pulses/{asked.promises['Other']}/1")
    assert not plain.page.is_visible("#ask")
    assert "Answering without a name needs JavaScript" in plain.page.inner_text("main"), "and leads back"
    assert plain.page.is_visible("noscript a[href$='/pulses/{}']".format(asked.promises["Other"]))


def test_without_javascript_a_mailed_link_takes_the_answers_on_one_page(
    visitors: Visitors, asked: Village
) -> None:
    plain = visitors.somebody(asked.server.address, java_script_enabled=False)
    plain.go(f"/ballots/{asked.promises['link']}")
    for question in plain.page.locator("fieldset").all():
        question.locator("[value='6']").check(force=True)
    plain.press("Seal and send")
    plain.page.wait_for_url("**/ballots/sent")
    plain.sees("The link has done its work.")


def test_an_unused_ticket_goes_to_another_device_by_a_picture_and_counts_once(
    visitors: Visitors, asked: Village
) -> None:
    one = begin(visitors, asked, "Other 7", "Other")
    page, wave = one.page, asked.promises["Other"]
    page.click("#device summary")
    page.locator("#picture svg path").wait_for()
    seed = page.evaluate("([who, wave]) => JSON.parse(localStorage.getItem('fairlead-pulses'))[`${who} ${wave}`].seed", [who(page), wave])  # fmt: skip
    phone = visitors.villager(asked, "Other 7")
    phone.page.clock.install()
    phone.go(f"/pulses/{wave}")
    phone.sees("Your ticket for this pulse is in another browser of yours.")
    seen: list[str] = []
    phone.page.on("request", lambda request: seen.append(f"{request.url} {request.post_data}"))
    phone.go("/help")
    phone.go(f"/pulses/{wave}#{seed}")
    comes_true(phone.page, HAS_TICKET, [who(phone.page), wave])
    assert "#" not in phone.page.url
    assert seed not in " ".join(seen)
    answer(phone.page, *[6] * 10)
    sent(phone.page)
    taken(phone.page)
    answer(page, *[2] * 10)
    there = posts(page)
    sent(page)
    with page.expect_response("**/ballots") as second:
        page.clock.fast_forward(PAUSE)
    assert second.value.status == 409, "what was sent first counts"
    page.get_by_role("heading", name="It is in").wait_for()
    assert len(there) == 1


def test_the_picture_is_a_qr_code_like_any_other(visitors: Visitors, asked: Village) -> None:
    """Held to segno, which draws invitations: where an address fills its size, there is one picture of it."""
    page = visitors.somebody(asked.server.address).page
    page.goto(f"{asked.server.address}/help")
    drawn_of = "async ([from, text]) => (await import(from)).modules(text)"
    for start, whole, version in (
        ("http://127.0.0.1:8000/pulses/", 134, 6),
        ("https://promises.example.org/ä/", 230, 9),
    ):
        text = start + "b7-" * 99
        while len(text.encode()) > whole:
            text = text[:-1]
        drawn = page.evaluate(drawn_of, [address("qr.js"), text])
        expected = segno.make(
            text.encode(), error="l", mode="byte", mask=0, version=version, boost_error=False
        )
        assert [[int(one) for one in row] for row in drawn] == [list(row) for row in expected.matrix]
    assert page.evaluate(drawn_of, [address("qr.js"), "x" * 231]) is None
