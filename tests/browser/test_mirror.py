"""The mirror in real browsers: whole for everybody, without scripts, and a promise that was found becomes a real one between two."""

from __future__ import annotations

from tests.browser.people import Village, Visitor, Visitors
from tests.browser.server import ROOT
from tests.browser.test_pages import look

SAID = (
    "Amara: Sam, what did the supplier say about the rota?\nSam: The supplier said the rota can wait for a list of names.\n"
    "Amara: Could you send me the list of names by Friday?\nSam: Yes, I can do that.\nAmara: I'll tell the supplier tomorrow.\n"
)
GESAGT = (
    "Amara: Sam, was hat der Lieferant zum Plan gesagt?\nSam: Der Plan kann warten, bis die Liste mit den Namen da ist.\n"
    "Amara: Kannst du mir die Liste bis Freitag schicken?\nSam: Ja, das mache ich gern, und ich frage noch einmal nach.\n"
)


def looked(visitor: Visitor, *, text: str = SAID, me: str = "Amara", on: str = "") -> Visitor:
    """From the beginning to what is shown, by what is pasted."""
    visitor.go("/listening")
    visitor.page.check("[name=consent]")
    visitor.page.fill("#pasted", text)
    if on:
        visitor.page.fill("#on", on)
    visitor.press("Look at it")
    visitor.page.check(f'input[name=me][value="{me}"]')
    visitor.press("Show me")
    visitor.sees("A moment where you built on what was said")
    return visitor


def test_everybody_can_use_the_pages_of_the_mirror(visitors: Visitors, village: Village, axe: str) -> None:
    amara = visitors.villager(village, "Amara")
    amara.go("/listening")
    amara.press("Look at it")
    amara.sees("Choose a file, or paste what was said.")
    found = look(amara, axe, "nothing chosen")
    amara.press("A made-up talk")
    amara.sees("Which of these is you?")
    amara.press("Show me")
    amara.sees("Choose which of them is you.")
    amara.page.locator("summary", has_text="Somebody has two names").click()
    found += look(amara, axe, "who")
    amara.page.check("input[value=Ruth]")
    amara.press("Show me")
    for figure in ("questions", "follow_ups", "readbacks"):
        amara.page.locator(f"#{figure} > summary").click()
    found += look(amara, axe, "the mirror")
    looked(amara, text=GESAGT * 8, on="2026-03-02").press("Keep my figures")
    amara.sees("Kept, for you alone.")
    amara.sees("It does not seem to be English")
    found += look(amara, axe, "kept, of a talk in German")
    looked(amara, text=SAID * 8).page.locator("#act").get_by_role("button", name="All of them").click()
    amara.page.locator(".cand").nth(7).wait_for()
    found += look(amara, axe, "all that sounded like a promise")
    amara.go("/listening/year/2026")
    found += look(amara, axe, "a year")
    amara.press("Delete everything")
    amara.sees("No figure of yours is kept any more.")
    found += look(amara, axe, "a year of which nothing is kept")
    found += _without_the_mirror(amara, axe)
    assert found == []


def _without_the_mirror(ada: Visitor, axe: str) -> list[str]:
    """What somebody meets there where it is switched off; then it is on again."""
    ada.go("/setup/organisation")
    mirror = ada.page.locator("#mirror")
    mirror.get_by_role("checkbox").uncheck()
    ada.press("Save switch")
    ada.sees("Saved.")
    ada.go("/listening")
    ada.sees("Your organisation does without the listening mirror")
    found = look(ada, axe, "without the mirror")
    ada.go("/setup/organisation")
    mirror.get_by_role("checkbox").check()
    ada.press("Save switch")
    ada.sees("Saved.")
    return found


def test_a_file_is_looked_at_and_corrected_without_scripts(visitors: Visitors, village: Village) -> None:
    amara = visitors.villager(village, "Amara", java_script_enabled=False)
    amara.go("/listening")
    amara.page.check("[name=consent]")
    amara.page.set_input_files("#file", ROOT / "src/fairlead/rooms/listening/talks/listens.vtt")
    amara.press("Look at it")
    amara.page.check("input[value=Ruth]")
    amara.press("Show me")
    shown = amara.page.locator("#follow_ups")
    shown.locator("> summary").click()
    places = shown.locator(".place")
    first = places.first.locator("> .voice").inner_text()
    places.first.get_by_role("button", name="Not this one").click()
    amara.page.wait_for_url("**/listening/look#follow_ups")
    places.filter(has_text=first).wait_for(state="detached")
    places.first.wait_for()
    assert shown.get_attribute("open") is not None
    said = b"daughter had a fever"
    assert not [
        file for file in village.server.folder.rglob("*") if file.is_file() and said in file.read_bytes()
    ]


def test_everybody_can_practise(visitors: Visitors, village: Village, axe: str) -> None:
    """Three states of it, the last one with what the law asked for again."""
    amara = visitors.villager(village, "Amara")
    amara.go("/practice")
    found = look(amara, axe, "practice")
    amara.page.fill("#text-invite", "What kept the notes from being there")
    amara.press("Invite to talk")
    amara.page.fill("#text-state_picture", "Nine pages on Thursday")
    amara.press("Say what you understood")
    amara.sees("One thing to look at again")
    found += look(amara, axe, "practice that came back")
    assert amara.page.input_value("#text-state_picture") == "Nine pages on Thursday"
    assert found == []


def drafted(visitor: Visitor, words: str) -> Visitor:
    """Beside the page, which stays."""
    button = visitor.page.get_by_role("button", name=words).first
    with visitor.page.expect_popup() as opened:
        button.click()
    return Visitor(opened.value, visitor.address, visitor.troubles)


def test_what_sounded_like_a_request_becomes_a_promise_between_two(
    visitors: Visitors, village: Village
) -> None:
    amara = looked(visitors.villager(village, "Amara"))
    asked = drafted(amara, "Draft an ask")
    asked.sees("Nobody has seen them")
    assert asked.page.input_value("#outcome") == "Could you send me the list of names by Friday?"
    assert asked.page.input_value("#due-words").startswith("by Friday")
    asked.page.fill("#to", "Sam Okafor")
    asked.page.fill("#standard-1", "One line a person")
    asked.press("Ask")
    asked.sees("If that is the day you mean")
    asked.press("Ask")
    asked.page.wait_for_url("**/promises/*")
    sam = visitors.villager(village, "Sam")
    sam.go(asked.page.url)
    sam.press("Yes, I promise")
    sam.sees("On its way")
    asked.page.reload()
    asked.sees("On its way")
    _by_one_key(amara)


def _by_one_key(amara: Visitor) -> None:
    """The page with the talk is still there; one key says that what it stands on is no promise."""
    rows = amara.page.locator(".cand")
    before = rows.count()
    amara.page.bring_to_front()
    amara.page.keyboard.press("j")
    while "tell the supplier" not in amara.page.evaluate("document.activeElement.textContent"):
        amara.page.keyboard.press("j")
    amara.page.keyboard.press("n")
    amara.page.wait_for_url("**/listening/look#act")
    rows.nth(before - 1).wait_for(state="detached")
    assert amara.page.get_by_text("tell the supplier tomorrow").filter(visible=True).count() == 0
