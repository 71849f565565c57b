"""Every page: for everybody (axe, WCAG 2.2 AA), small, calm, and whole at every width, light and dark."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.people import Village, Visitor, Visitors
from tests.browser.server import Server
from tests.browser.wall import today

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """async ([type, values]) => (await axe.run(document, {runOnly: {type, values}, resultTypes: ['violations'], preload: false}))
    .violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')}`)"""
COLOURS = ["rule", ["color-contrast", "link-in-text-block"]]  # dark changes the colours and nothing else
LOOKS: tuple[tuple[int, Any, list[Any]], ...] = (
    (1280, "light", ["tag", TAGS]),
    (1280, "dark", COLOURS),
    (390, "dark", COLOURS),
    (390, "light", ["tag", TAGS]),
)
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('body *')].filter((x) => x.getBoundingClientRect().right > width + 1 && !x.closest('.vh,.scroll'));
  return ['scrolls sideways: ' + wide.slice(-3).map((x) => x.outerHTML.slice(0, 90)).join(' | ')];
}"""
HABITS = """() => {
  const found = [], seen = (x) => x.checkVisibility({checkVisibilityCSS: true, checkOpacity: false}) && !x.closest('.vh');
  const all = (s) => [...document.querySelectorAll(s)].filter(seen);
  if (all('h1').length !== 1) found.push(`${all('h1').length} headings of the first rank`);
  if (!document.title || !document.title.includes('Fairlead')) found.push('no title');
  if (document.querySelectorAll('[role=status]#say').length !== 1) found.push('no status line');
  for (const x of all('.btn, main button, .chips label, input:not([type=hidden],[type=checkbox],[type=radio]), textarea, select'))
    if (x.getBoundingClientRect().height < 43.5) found.push(`only ${x.getBoundingClientRect().height} px high: ${x.outerHTML.slice(0, 120)}`);
  if (all('main .btn-primary').length > 1 && location.pathname !== '/design') found.push('more than one filled button');
  for (const x of all('textarea')) {
    const near = x.closest('.field')?.querySelector('.reads');
    if (!near && location.pathname !== '/design') found.push('no word on who reads: ' + x.outerHTML.slice(0, 90));
  }
  return found;
}"""

# what is looked at: who, where, and what is done there first
PROMISES: tuple[tuple[str, str], ...] = (
    ("Amara", "/"),
    ("Mei", "/"),
    ("Amara", "/promises"),
    ("Amara", "/promises?q=zebra"),
    ("Amara", "/promises/drafts"),
    *(("Amara", f"/promises/{{{key}}}") for key in ("finance", "welcome", "pricing", "interviews", "desk", "no", "search")),
    ("Jonas", "/promises/{gap}"),
    ("Mei", "/promises/{letgo}"),
    ("Priya", "/promises/{pondering}"),
    ("Mei", "/promises/{offer}"),
    *(("Amara", f"/promises/{{welcome}}/{act}") for act in ("accept", "counter", "decline", "answer_by", "ask")),
    *(("Amara", f"/promises/{{pricing}}/{act}") for act in ("name_gap", "declare_satisfied", "close_with_gap", "thank")),
    *(("Amara", f"/promises/{{runbook}}/{act}") for act in ("report_done", "flag_risk", "propose_change", "revoke")),
    ("Amara", "/promises/{welcome}/report_done"),
    ("Amara", "/promises/{runbook}/sharing"),
    ("Amara", "/promises/{runbook}/check-in"),
    ("Amara", "/conversations"),
    ("Amara", "/conversations/new"),
    ("Amara", "/conversations/new?promise={pricing}"),
    ("Amara", "/conversations/{talk}"),
    ("Jonas", "/conversations/{talk}"),
    *(("Jonas", f"/conversations/{{talk}}/{act}") for act in ("propose_agreement", "cause_sentence", "pause", "stop", "give_causes")),
    ("Amara", "/conversations/{talk}/room"),
    ("Amara", "/team/{team}/causes"),
    ("Jonas", "/team/{team}/rhythm"),
    ("Amara", "/team/{team}/rhythm/days"),
    ("Amara", "/team/{team}/causes/LATE_WARNING"),
    ("Amara", "/conversations/{talk}/notes/2"),
)  # fmt: skip
OTHERS: tuple[tuple[str, str], ...] = (
    ("Amara", "/ask"),
    ("Amara", "/ask?to={@Sam}"),
    ("Amara", "/offer"),
    ("Amara", "/you"),
    ("Amara", "/invite"),
    ("Amara", "/setup"),
    ("Amara", "/setup/teams"),
    ("Amara", "/setup/organisation"),
    ("Amara", "/setup/reading"),
    ("Amara", "/setup/people/{@Sam}"),
    ("Amara", "/sign-out"),
    ("Amara", "/help"),
    ("Amara", "/refuses"),
    ("Amara", "/design"),
    ("Amara", "/practice"),
    ("", "/sign-in"),
    ("", "/help"),
    ("", "/nowhere"),
)
AGREEMENTS: tuple[tuple[str, str], ...] = (
    ("Amara", "/agreements"),
    ("Amara", "/agreements/new"),
    ("Amara", "/agreements/new?with={@Sam}"),
    *(("Amara", f"/agreements/{{{key}}}") for key in ("pact", "waits", "rule")),
    *(("Amara", f"/agreements/{{pact}}/{act}") for act in ("change", "end", "look_again", "sharing")),
    ("Mei", "/agreements/{rule}/see_problem"),
    ("Mei", "/ask?to={@Amara}"),
)
WEEK = today().strftime("%G-W%V")
COACHING: tuple[tuple[str, str], ...] = (
    ("Sam", "/coaching"),
    ("Sam", "/promises/{notes}"),
    ("Sam", "/promises/{notes}/coach/ask"),
    ("Sam", "/coaching/weeks/{week}"),
    ("Amara", "/promises/{notes}/coach"),
    ("Amara", "/promises/{welcome}/coach"),
    ("Tomas", "/promises/{pricing}/coach"),
    ("Amara", "/conversations/{talk}/coach"),
    ("Mei", f"/reflect/{WEEK}/coach"),
    ("Mei", "/you/coaches"),
    ("Amara", "/you/coaches"),
)
REFLECT: tuple[tuple[str, str], ...] = (
    ("Amara", "/reflect"),
    ("Amara", f"/reflect/{WEEK}/1"),
    ("Amara", f"/reflect/{WEEK}"),
    ("Amara", f"/reflect/{WEEK}/end"),
    ("Amara", f"/reflect/year/{WEEK[:4]}"),
)

PULSES: tuple[tuple[str, str], ...] = (
    ("Jonas", "/team/{team}/balance"),
    ("Jonas", "/team/{team}/balance/method"),
    ("Amara", "/team/{team}/balance/together"),
    ("Amara", "/pulses/{wave}/after"),
    ("Jonas", "/team/{team}/pulse/cards"),
)


def look(visitor: Visitor, axe: str, name: str) -> list[str]:
    """One page at both widths, light and dark, then narrow, then with wide letters."""
    page = visitor.page
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready")
    page.evaluate(axe)
    found = [*page.evaluate(HABITS)]
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme} {violation}" for violation in page.evaluate(AXE, rules)]
    page.set_viewport_size({"width": 320, "height": 800})
    found += [*page.evaluate(HABITS), *page.evaluate(SIDEWAYS)]
    page.evaluate(SPACED)
    found += [f"{problem} (wide letters)" for problem in page.evaluate(SIDEWAYS)]
    page.evaluate("document.adoptedStyleSheets = []")
    page.set_viewport_size({"width": 1280, "height": 900})
    return [f"{name}: {problem}" for problem in dict.fromkeys(found)]


def walk(onlookers: Visitors, village: Village, axe: str, pages: tuple[tuple[str, str], ...]) -> list[str]:
    people: dict[str, Visitor] = {}
    found = []
    for who, path in pages:
        if who not in people:
            people[who] = (
                onlookers.villager(village, who) if who else onlookers.somebody(village.server.address)
            )
        people[who].go(village.path(path))
        found += look(people[who], axe, f"{who} at {path}")
    return found


def test_everybody_can_use_the_pages_of_promises(onlookers: Visitors, village: Village, axe: str) -> None:
    assert walk(onlookers, village, axe, PROMISES) == []


def test_everybody_can_use_the_other_pages(onlookers: Visitors, village: Village, axe: str) -> None:
    assert walk(onlookers, village, axe, OTHERS) == []


def test_everybody_can_use_the_pages_of_agreements(onlookers: Visitors, village: Village, axe: str) -> None:
    assert walk(onlookers, village, axe, AGREEMENTS) == []


def test_everybody_can_use_the_pages_of_coaching(onlookers: Visitors, village: Village, axe: str) -> None:
    assert walk(onlookers, village, axe, COACHING) == []


def test_everybody_can_use_the_balance_and_it_prints_on_two_sheets(
    visitors: Visitors, onlookers: Visitors, village: Village, axe: str
) -> None:
    assert walk(onlookers, village, axe, PULSES) == []
    jonas = visitors.villager(village, "Jonas")
    jonas.go(village.path("/team/{team}/balance"))
    sheets = jonas.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) <= 2
    jonas.page.emulate_media(media="print")
    assert jonas.page.locator("td", has_text="20 or less").is_visible(), "the table is open on paper"
    jonas.page.emulate_media(media="screen")
    assert not jonas.page.locator("td", has_text="20 or less").is_visible()


def test_everybody_can_use_the_pages_of_reflections(
    visitors: Visitors, onlookers: Visitors, village: Village, axe: str
) -> None:
    """By keys alone, first empty and then with words; what is typed is kept before anything is pressed."""
    amara = visitors.villager(village, "Amara")
    found = walk(onlookers, village, axe, REFLECT)
    amara.go("/")
    amara.page.keyboard.press("g")
    amara.page.keyboard.press("r")
    amara.page.wait_for_url("**/reflect")
    amara.go(f"/reflect/{WEEK}/1")
    amara.page.focus("#answers")
    amara.page.keyboard.type("Not quite")
    amara.page.locator("[data-kept]", has_text="Kept").wait_for()
    amara.page.reload()
    assert amara.page.input_value("#answers") == "Not quite"
    amara.page.focus("#answers")
    amara.page.keyboard.press("Control+Enter")
    amara.page.wait_for_url("**/2")
    found += walk(onlookers, village, axe, REFLECT)
    amara.go(f"/reflect/{WEEK}/end")
    amara.press("Make this a promise")
    amara.page.wait_for_url("**/ask?draft=*")
    assert amara.page.input_value("#outcome") == "Not quite"
    assert found == []


def test_everybody_can_use_a_form_that_came_back_and_an_open_dialog(
    visitors: Visitors, village: Village, axe: str
) -> None:
    amara = visitors.villager(village, "Amara")
    found = []
    for path, words in (
        ("/ask", "Ask"),
        ("/promises/{pricing}/name_gap", "Not yet"),
        ("/promises/{welcome}/counter", "Suggest a change"),
        ("/promises/{runbook}/flag_risk", "I see a risk"),
    ):
        amara.go(village.path(path))
        if "counter" in path:
            amara.page.fill("#due", "2020-01-01")
        amara.press(words)
        amara.page.locator(".err-sum").wait_for()
        assert amara.page.evaluate("document.activeElement.className") == "err-sum"
        found += look(amara, axe, f"{path} sent back")
    amara.go("/")
    amara.page.keyboard.press("?")
    amara.page.locator("dialog[open]").wait_for()
    found += look(amara, axe, "/ with the keys open")
    signing_in = visitors.somebody(village.server.address)
    signing_in.go("/sign-in")
    signing_in.page.fill("#email", "amara@example.org")
    signing_in.page.fill("#password", "not this one")
    signing_in.press("Sign in")
    signing_in.page.locator(".err-sum").wait_for()
    found += look(signing_in, axe, "/sign-in sent back")
    assert found == []


def of_the_first(visitors: Visitors, empty_server: Server, axe: str) -> tuple[list[str], str]:
    first = visitors.somebody(empty_server.address)
    first.go("/sign-in")
    found = look(first, axe, "/sign-in before anybody is here")
    first.go(empty_server.sign_in)
    found += look(first, axe, "/welcome")
    first.press("Start with an ask")
    first.page.locator(".err-sum").wait_for()
    found += look(first, axe, "/welcome sent back")
    first.page.fill("#name", "Ada")
    first.page.fill("#email", "ada@example.org")
    first.page.fill("#team", "Delivery")
    first.press("Start with an ask")
    first.page.wait_for_url("**/ask**")
    found += look(first, axe, "the first ask")
    first.go("/")
    found += look(first, axe, "Today with nothing in it")
    first.go("/promises")
    found += look(first, axe, "Promises with nothing in it")
    first.go("/ask")
    first.page.fill("#to", "Sam")
    first.page.fill("#outcome", "Read this by Thursday")
    first.page.fill("#due", "2099-01-08")
    first.page.fill("#standard-1", "It is read")
    first.press("Ask")
    first.page.locator("#link-1").wait_for()
    found += look(first, axe, "the link to send")
    return found, first.page.input_value("#link-1")


def test_everybody_can_use_the_way_in(visitors: Visitors, empty_server: Server, axe: str) -> None:
    found, address = of_the_first(visitors, empty_server, axe)
    sam = visitors.somebody(empty_server.address)
    for more in ("", "?act=counter", "?act=ask", "?act=answer_by", "?act=decline"):
        sam.go(address + more)
        found += look(sam, axe, f"/in/CODE{more}")
    sam.go(address)
    sam.press("Yes, I promise")
    sam.page.wait_for_url("**/you/come-back**")
    found += look(sam, axe, "/you/come-back")
    sam.go(address)
    found += look(sam, axe, "a link that is spent")
    assert found == []


FIRST_VIEW = {
    "Document": 14_000,
    "Stylesheet": 14_000,
    "Script": 20_000,
    "Font": 80_000,
    "Image": 4_000,
    "Other": 4_000,
}
"""The most of each kind, in bytes on the wire."""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/promises",
        "/promises/{finance}",
        "/ask",
        "/you",
        "/sign-in",
        "/agreements/{pact}",
        "/team/{team}/balance",
    ],
)
def test_a_page_is_light(visitors: Visitors, village: Village, path: str) -> None:
    visitor = (
        visitors.villager(village, "Amara")
        if path != "/sign-in"
        else visitors.somebody(village.server.address)
    )
    weigh = Scales(visitor)
    visitor.go(village.path(path))
    visitor.page.wait_for_load_state("networkidle")
    shift = visitor.page.evaluate(
        "() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().reduce((sum, x) => sum + x.value, 0)))"
        ".observe({type: 'layout-shift', buffered: true}) || setTimeout(done, 300, 0))"
    )
    first = weigh.take()
    assert {kind: size for kind, size in first.items() if size > FIRST_VIEW.get(kind, 0)} == {}
    assert sum(first.values()) <= 130_000
    assert weigh.requests <= 10
    assert shift <= 0.02
    weigh = Scales(visitor)
    visitor.go(village.path(path))
    visitor.page.wait_for_load_state("networkidle")
    assert sum(weigh.take().values()) <= 15_000


class Scales:
    """What came over the wire, by kind, without the heads of the answers."""

    def __init__(self, visitor: Visitor) -> None:
        self.requests = 0
        self._kinds: dict[str, str] = {}
        self._heads: dict[str, float] = {}
        self._sizes: dict[str, float] = {}
        self._session: Any = visitor.page.context.new_cdp_session(visitor.page)
        self._session.send("Network.enable")
        self._session.on("Network.responseReceived", self._began)
        self._session.on("Network.loadingFinished", self._ended)

    def _began(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if response.get("fromDiskCache") or response["url"].startswith("data:"):
            return
        self._kinds[event["requestId"]] = event["type"]
        self._heads[event["requestId"]] = response["encodedDataLength"]

    def _ended(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._kinds:
            self._sizes[event["requestId"]] = event["encodedDataLength"] - self._heads[event["requestId"]]

    def take(self) -> dict[str, float]:
        self._session.detach()
        sums: dict[str, float] = {}
        for request, size in self._sizes.items():
            kind = self._kinds[request]
            sums[kind] = sums.get(kind, 0) + size
        self.requests = len([size for size in self._sizes.values() if size])
        return sums
