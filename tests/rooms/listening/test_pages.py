"""Dan looks at how he listened, in a browser without JavaScript: the same as the command shows, and nobody else's figures."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner

from bench.listening.speed import talk as talk_of
from fairlead.config.cli import fairlead
from fairlead.rooms.listening import words
from fairlead.rooms.listening.models import Kept
from fairlead.rooms.listening.queries.kept import all_kept
from fairlead.rooms.listening.queries.look import MADE_UP, made_up
from fairlead.rooms.people import actions as people
from fairlead.rooms.people.actions import set_mirror
from fairlead.rooms.promises.actions.drafts import drafts_of
from fairlead.rooms.reflections.actions.write import answer_one
from fairlead.rooms.reflections.queries.read import of_week, this_week
from tests.core.listening import talk
from tests.core.listening.test_reading import entities, zipped
from tests.rooms.listening.paper import Looking
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW, World

pytestmark = pytest.mark.usefixtures("clock")
LONG = "".join(
    f"{name}: {text}\n"
    for name, text in [("Dan", "What did the supplier say about the ladders?"),
                       ("Alice", "The supplier said that the ladders come on Monday, and that they are sorry about the rain.")]
    * 20
)  # fmt: skip
"""Long enough that every figure without times is there."""


def shown_figures(text: str) -> dict[str, str]:
    """By their names, as the page has them."""
    found = {}
    for part in text.split('class="fig-n">')[1:]:
        name, _, rest = part.partition("</span>")
        found[name] = rest.partition('class="fig-v">')[2].partition("</span>")[0]
    return found


@pytest.mark.parametrize("name", ["teams", "zoom", "otter", "whisperx"])
def test_the_page_shows_what_the_command_prints(world: World, name: str, tmp_path: Any) -> None:
    file = tmp_path / name
    file.write_bytes(talk.WRAPPINGS[name]())
    arguments = ["listen", str(file), "--me", talk.ANA, "--format", "json"]
    data = json.loads(CliRunner().invoke(fairlead, arguments).stdout)
    ana = Looking.at(world.alice).brings(talk.WRAPPINGS[name]()).is_me(talk.ANA)
    assert ana.answer.status_code == 200
    shown = shown_figures(ana.text)
    told = {figure["id"]: figure for figure in data["figures"]}
    for id_, figure in told.items():
        if id_ in ("promises", "requests", "offers"):
            continue
        assert (words.FIGURES[id_] in shown) == (figure["status"] != "not_shown"), id_
        if figure["status"] == "not_shown":
            assert f"{words.FIGURES[id_]}: {words.REASONS[figure['reason']]}" in ana.text
        elif figure["unit"] == "count" and figure["value"] is not None:
            assert shown[words.FIGURES[id_]] == f"{figure['value']:g}"
    for mark in data["marks"]:
        if mark["kind"] in ("promise", "request", "offer"):
            assert mark["text"] in ana.text
    # nobody else's figures: not even a name that is not folded behind what was said
    assert f"{talk.JONAS}:" not in ana.text


def test_without_consent_or_a_talk_nothing_is_looked_at_and_nothing_typed_is_lost(world: World) -> None:
    dan = Looking.at(world.dan).press("Look at it", pasted=LONG)
    assert dan.answer.status_code == 422
    assert "Please say first that everyone knew and agreed." in dan.text
    assert "What did the supplier say about the ladders?" in dan.text
    assert "Your transcript is still here" in dan.text
    assert "Which of these is you?" in dan.press("Look at it", consent="yes", pasted="").text
    sent = Looking.at(world.dan).brings(talk.docx(), consent=False)
    assert "Your transcript is still here" in sent.text
    assert "Which of these is you?" in sent.press("Look at it", consent="yes").text
    empty = Looking.at(world.dan).press("Look at it", consent="yes")
    assert (empty.answer.status_code, "Choose a file, or paste what was said." in empty.text) == (422, True)


HOSTILE = {
    "no words of a talk": b"[]",
    "This is no text": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "larger than 5 MB": b"x" * 5_000_001,
    "Line 1 is longer": b"Ana: " + b"word " * 900_000,
    "breaks in line 1": b"{" * 1000,
    "no list of what was said": b'{"segments": 5}',
    "unpacks to far more": zipped({"word/document.xml": " " * 20_000_000}),
    "no Word document": zipped({"xl/workbook.xml": "<x/>"}),
    "defines things of its own": entities(),
    "not whole": talk.docx()[:-40],
    "does not say who speaks": b"00:01.000 --> 00:02.000\nhello\n",
    "more than 50000 pieces": b"Ana: hi\n" * 50_001,
    "more than 250,000 lines": b"-->\n" * 250_000,
    "more than 150,000 words": (b"Ana: " + b"hi " * 9_000 + b"\n") * 17,
}


@pytest.mark.parametrize("sentence", HOSTILE)
def test_a_file_that_cannot_be_read_comes_back_with_a_sentence_and_what_was_typed(
    world: World, sentence: str
) -> None:
    dan = Looking.at(world.dan).brings(HOSTILE[sentence], on="2026-11-20")
    assert dan.answer.status_code == 422
    assert sentence in dan.text
    assert 'value="2026-11-20"' in dan.text
    assert 'id="file-e"' in dan.text


def test_what_is_pasted_and_cannot_be_read_stays_in_its_box(world: World) -> None:
    dan = Looking.at(world.dan).pastes("<script>alert(1)</script> no names here")
    assert dan.answer.status_code == 422
    assert "<script>alert(1)</script> no names here" in dan.text
    assert b"<script>alert(1)" not in dan.answer.content


def test_script_formulas_and_turning_marks_in_names_are_inert(world: World) -> None:
    bad = '<v <script>alert(1)</script>>Hello there</v>\n\n00:03.000 --> 00:04.000\n<v =HYPERLINK("x")\u202e>Good</v>\n'
    dan = Looking.at(world.dan).brings(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{bad}".encode())
    assert b"<script>alert" not in dan.answer.content
    assert "\u202e" not in dan.text
    assert dan.is_me('=HYPERLINK("x")').answer.status_code == 200


def test_who_i_am_is_asked_and_a_page_that_was_changed_begins_again(world: World) -> None:
    dan = Looking.at(world.dan).pastes("a stray line\n" * 60 + LONG)
    assert "60 lines could not be read" in dan.text
    assert "and 10 more" in dan.text
    dan.press("Show me")
    assert (dan.answer.status_code, "Choose which of them is you." in dan.text) == (422, True)
    assert dan.is_me("Dan").answer.status_code == 200
    changed = dan.press("Keep my figures", packed="AAAA")
    assert changed.answer.status_code == 422
    assert "Please begin again" in changed.text


def test_two_names_of_one_person_become_one_and_two_change_places(world: World) -> None:
    text = LONG.replace("Alice", "Speaker Two", 20)
    dan = Looking.at(world.dan).pastes(text)
    merged = dan.is_me("Dan", **{"as-1": "Dan"})
    assert "only one speaker" in merged.text
    back = Looking.at(world.dan).pastes(LONG).is_me("Dan").press("Set the names right")
    assert 'value="Dan" checked' in back.text
    swapped = back.is_me("Dan", **{"as-0": "Alice", "as-1": "Dan"})
    assert "As Alice." in swapped.text


def test_one_corrects_and_it_is_counted_again(world: World) -> None:
    dan = Looking.at(world.dan).pastes(LONG).is_me("Dan")
    asked = int(shown_figures(dan.text)[words.FIGURES["questions"]])
    for less in (1, 2):
        key = dan.text.partition('id="questions"')[2].partition('name="wrong" value="')[2].partition('"')[0]
        hidden = _state(dan)
        dan.answer = dan.client.post("/listening/look", {**hidden, "wrong": [*hidden.get("wrong", []), key]})
        assert shown_figures(dan.text)[words.FIGURES["questions"]] == str(asked - less)
        assert '<details class="fig" id="questions" open>' in dan.text


def _state(looking: Looking) -> dict[str, Any]:
    from tests.rooms.promises.browser import FormsOf

    form, _button = FormsOf(looking.answer.content.decode()).with_button("Keep my figures")
    data: dict[str, Any] = {}
    for name, value in form["fields"]:
        data.setdefault(name, []).append(value)
    return data


def places(text: str, of: str = "") -> list[str]:
    """What stands in each place: of a figure, or of the whole page."""
    here = text.partition(f'id="{of}"')[2].partition('<details class="fig"')[0] if of else text
    return [part.partition("</li>")[0] for part in here.split('<li class="place">')[1:]]


def test_the_first_places_of_a_long_talk_are_shown_and_all_of_them_a_part_at_a_time(world: World) -> None:
    dan = Looking.at(world.dan).pastes(LONG * 3).is_me("Dan")
    assert shown_figures(dan.text)[words.FIGURES["questions"]] == "60"
    assert len(places(dan.text, "questions")) == 3
    dan.press("All of them Questions you asked")
    assert f"<h1>{words.FIGURES['questions']}</h1>" in dan.text
    parts = [places(dan.text), *(places(dan.press("Those after").text) for _further in range(2))]
    assert [len(part) for part in parts] == [25, 25, 10]
    assert len({place for part in parts for place in part}) == 60, "each of them once"
    assert "Those after" not in dan.text
    assert len(places(dan.press("Not this one").text)) == 9
    assert len(places(dan.press("Those before").text)) == 25
    dan.press("Back to how you listened")
    assert shown_figures(dan.text)[words.FIGURES["questions"]] == "59"
    assert '<details class="fig" id="questions" open>' in dan.text
    for name in ("", "promises.1", "nothing.1"):
        dan.client.handler.enforce_csrf_checks = False
        assert dan.client.post("/listening/places", {**_state(dan), "shown": name}).status_code == 404
    beyond = dan.client.post("/listening/places", {**_state(dan), "shown": "questions.99"})
    assert len(places(beyond.content.decode())) == 9


def test_all_that_sounded_like_a_promise_is_there_and_drafted_from_there(world: World) -> None:
    said = "".join(
        f"Dan: I'll send you list {n} by Friday.\nAlice: Good, thank you for that.\n" for n in range(30)
    )
    dan = Looking.at(world.dan).pastes(said).is_me("Dan")
    assert dan.text.count('<li class="cand"') == 3
    dan.press("All of them What sounded like a promise")
    assert dan.text.count('<li class="cand"') == 25
    page = dan.answer
    assert dan.press("Draft an offer").answer["Location"][:13] == "/offer?draft="
    dan.answer = page
    assert dan.press("Those after").text.count('<li class="cand"') == 5


def test_an_hour_of_talk_is_a_light_page(world: World) -> None:
    """All there is to see; behind it comes the talk itself, which only goes back as it came."""
    data, me = talk_of(words=10_000)
    dan = Looking.at(world.dan).brings(data).is_me(me)
    seen, _field, carried = dan.answer.content.partition(b'<input type="hidden" name="packed"')
    assert len(gzip.compress(seen)) <= 14_000
    assert b'class="place"' not in carried
    assert (
        len(gzip.compress(dan.press("All of them").answer.content.partition(b'name="packed"')[0])) <= 14_000
    )


def test_others_words_are_folded_and_own_ones_are_not(world: World) -> None:
    dan = Looking.at(world.dan).brings(talk.teams()).is_me(talk.ANA)
    before = dan.text.partition("A moment where you built on what was said")[2].partition("</section>")[0]
    assert "<summary><bdi>[Jonas, " in before
    assert before.count("<u>") >= 2
    outside = "".join(part.partition("</details>")[2] for part in dan.text.split('<details class="heard">'))
    assert "the chapter about the interfaces again, and I did not say so" not in outside


def test_a_candidate_becomes_a_draft_and_another_is_no_promise(world: World) -> None:
    dan = Looking.at(world.dan).brings(talk.teams(), on="2026-11-23").is_me(talk.ANA)
    assert "by Friday: Friday 27 November" in dan.text
    count = dan.text.count("Not a promise")
    page = dan.answer
    went = dan.press("Draft an ask").answer
    assert (went.status_code, went["Location"][:11]) == (303, "/ask?draft=")
    composer = dan.client.get(went["Location"]).content.decode()
    assert "Could you send me the open points by Friday?" in composer
    assert 'value="2026-11-27"' in composer
    dan.answer = page
    went = dan.press("Draft an offer").answer
    assert went["Location"][:13] == "/offer?draft="
    assert {draft.body["kind"] for draft in drafts_of(viewer=world.dan)} == {"offer", "request"}
    dan.answer = page
    assert dan.press("Not a promise").text.count("Not a promise") == count - 1


def test_what_is_tried_next_goes_into_the_week_after_what_stands_there(world: World) -> None:
    week = this_week(world.dan, at=NOW)
    answer_one(viewer=world.dan, week=week.name, number=8, text="Ask first", at=NOW)
    dan = Looking.at(world.dan).pastes(LONG).is_me("Dan").press("Put it into my week", next="Wait a breath")
    assert "It stands in your week" in dan.text
    assert of_week(world.dan, week).answers[8] == "Ask first\nWait a breath"
    empty = dan.press("Put it into my week", next=" ")
    assert (empty.answer.status_code, "Please fill this in." in empty.text) == (422, True)
    long = dan.press("Put it into my week", next="x" * 10_001)
    assert long.answer.status_code == 422
    assert "x" * 10_001 in long.text


def test_only_own_numbers_are_kept_once_shown_in_a_year_and_deleted(world: World) -> None:
    dan = Looking.at(world.dan).pastes(LONG, on="2026-03-02").is_me("Dan").press("Keep my figures")
    assert "Kept, for you alone." in dan.text
    dan.press("Keep my figures")
    assert Kept.objects.count() == 1
    (kept,) = all_kept(world.dan)
    assert kept.figures["questions"]["value"] == 20
    assert {"follow_ups", "readbacks", "promises"}.isdisjoint(kept.figures)
    other = Looking.at(world.dan).pastes(LONG + "Dan: Good.\n", on="2026-10-02").is_me("Dan")
    other.press("Keep my figures")
    year = dan.client.get("/listening/year/2026").content.decode()
    assert year.count("yp-dot") >= 4
    assert "Alice" not in year
    assert dan.client.get("/listening/year/2019").status_code == 404
    for stranger in (world.alice, world.mallory):
        assert "yp-dot" not in browser_of(stranger).get("/listening/year/2026").content.decode()
        gone = browser_of(stranger, device="x")
        gone.handler.enforce_csrf_checks = False
        assert gone.post(f"/listening/kept/{kept.id}/delete").status_code == 404
        assert gone.post("/listening/kept/delete").status_code == 303
    assert Kept.objects.count() == 2
    dan.answer = dan.client.get("/listening/year/2026")
    dan.press("Delete Monday 2 March")
    assert [one.on.month for one in all_kept(world.dan)] == [10]
    dan.answer = dan.client.get("/listening/year/2026")
    dan.press("Delete everything you kept")
    assert Kept.objects.count() == 0


def test_the_export_has_ones_own_figures_and_erasing_takes_them(world: World) -> None:
    from fairlead.rooms.listening.actions.erasing import erase_figures

    Looking.at(world.dan).pastes(LONG).is_me("Dan").press("Keep my figures")
    packed = browser_of(world.dan).get("/you/export").content
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        own = json.loads(files.read("fairlead.json"))
        page = files.read("fairlead.html").decode()
    assert own["listening"][0]["figures"]["questions"]["value"] == 20
    assert "How you listened" in page
    people.erase(world.dan.person, at=NOW)
    while erase_figures(at=datetime(2026, 11, 23, 10, tzinfo=UTC)):
        pass
    assert Kept.objects.count() == 0


@pytest.mark.parametrize("name", MADE_UP)
def test_a_made_up_talk_needs_no_consent_is_marked_and_is_not_kept(world: World, name: str) -> None:
    dan = Looking.at(world.dan).press(words.MADE_UP[name]).is_me("Ruth")
    assert "A made-up talk. Nobody ever said any of this." in dan.text
    assert "Keep my figures" not in dan.text
    dan.press("Put it into my week", next="Wait")
    assert Kept.objects.count() == 0
    assert made_up(name).words > 400


def test_an_organisation_can_do_without_the_mirror(world: World) -> None:
    Looking.at(world.dan).pastes(LONG).is_me("Dan").press("Keep my figures")
    ada = Looking.at(world.alice, "/setup/organisation")
    ada.client.handler.enforce_csrf_checks = False
    assert ada.client.post("/setup/organisation/mirror", {}).status_code == 303
    dan = Looking.at(world.dan)
    assert dan.answer.status_code == 404
    assert "does without the listening mirror" in dan.text
    assert "/listening" not in dan.client.get("/reflect").content.decode()
    assert dan.client.get("/listening/year/2026").status_code == 200
    set_mirror(is_on=True, by=world.alice)
    assert 'href="/listening"' in dan.client.get("/reflect").content.decode()


def test_the_address_of_an_answer_leads_to_the_beginning(world: World) -> None:
    for address in ("who", "look", "keep", "next", "draft"):
        assert browser_of(world.dan).get(f"/listening/{address}")["Location"] == "/listening"
    assert browser_of(world.dan).get("/listening/kept/delete").status_code == 405
