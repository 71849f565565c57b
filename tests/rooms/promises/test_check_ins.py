"""Without micromanaging: at an agreed check-in the doer is asked, alone; between them nobody asks; early words are thanked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from fairlead.core.promise.check_ins import asked_at
from fairlead.rooms.promises.queries.show import PromiseShown, show
from fairlead.rooms.promises.queries.stored import journal
from tests.doors.program import Program
from tests.rooms.promises.browser import FormsOf, browser_of, press
from tests.rooms.promises.world import World, the_world

FIRST, SECOND = "2026-11-26T09:00:00Z", "2026-12-02T09:00:00Z"
THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(db: None) -> World:
    return the_world()


@pytest.fixture
def clock():
    with time_machine.travel(THURSDAY - timedelta(days=1), tick=False) as moved:
        yield moved


@pytest.fixture
def promise(world: World) -> PromiseShown:
    return world.promised(check_ins=[FIRST, SECOND])


def page(world: World, who: str, address: str) -> str:
    text: str = browser_of(getattr(world, who)).get(address).content.decode()
    return text


def test_before_the_day_nobody_asks_on_any_page(world: World, promise: PromiseShown, clock: Any) -> None:
    for who in ("alice", "dan"):
        for address in ("/", f"/promises/{promise.id}"):
            assert "How is it going?" not in page(world, who, address), (who, address)
    assert browser_of(world.dan).get(f"/promises/{promise.id}/check-in").status_code == 404


def test_on_the_day_the_doer_is_asked_and_the_asker_is_shown_nothing(
    world: World, promise: PromiseShown, clock: Any
) -> None:
    before = page(world, "alice", f"/promises/{promise.id}")
    clock.move_to(THURSDAY)
    for address in ("/", f"/promises/{promise.id}"):
        assert "How is it going?" in page(world, "dan", address)
        assert "How is it going?" not in page(world, "alice", address)
    assert browser_of(world.alice).get(f"/promises/{promise.id}/check-in").status_code == 404
    assert browser_of(world.olga).get(f"/promises/{promise.id}/check-in").status_code == 404
    assert "On its way" in before
    api = Program.of(world.alice, at=THURSDAY).get(f"/promises/{promise.id}").data
    assert not [name for name in api if "check" in name]


def test_still_on_its_way_is_a_note_the_asker_reads_and_then_it_is_quiet(
    world: World, promise: PromiseShown, clock: Any
) -> None:
    clock.move_to(THURSDAY)
    here = f"/promises/{promise.id}/check-in"
    sent = press(browser_of(world.dan), here, "Still on its way", text="Half of the names are there.")
    assert sent["Location"] == f"/promises/{promise.id}"
    assert "Half of the names are there." in page(world, "alice", f"/promises/{promise.id}")
    clock.shift(MINUTE)
    assert "How is it going?" not in page(world, "dan", "/")
    assert browser_of(world.dan).get(here).status_code == 404
    clock.move_to(datetime(2026, 12, 2, 9, 0, tzinfo=UTC))
    assert "How is it going?" in page(world, "dan", "/")


def test_the_page_offers_all_three_and_begins_with_ready_words(
    world: World, promise: PromiseShown, clock: Any
) -> None:
    clock.move_to(THURSDAY)
    text = page(world, "dan", f"/promises/{promise.id}/check-in")
    for way in ("Still on its way", "/flag_risk", "/propose_change"):
        assert way in text
    empty = press(browser_of(world.dan), f"/promises/{promise.id}/check-in", "Still on its way", text=" ")
    assert empty.status_code == 422


def test_whatever_the_doer_says_is_the_word_and_what_the_asker_says_is_not(
    world: World, promise: PromiseShown
) -> None:
    def asked(at: datetime = THURSDAY) -> bool:
        found = journal(promise.id, organisation=world.dan.organisation)
        assert found is not None
        said = [kept.line.at for kept in found.kept if kept.line.by == world.dan.person]
        return asked_at(found.promise, said_at=max(said), at=at) is not None

    assert not asked(THURSDAY - MINUTE)
    assert asked()
    world.at = THURSDAY
    world.move(world.alice, promise, "note", text="I am curious")
    assert asked(world.at)
    world.move(world.dan, promise, "flag_risk", text="Two are ill")
    assert not asked(world.at)


def test_when_it_is_done_or_talked_about_anew_nobody_asks(world: World, promise: PromiseShown) -> None:
    changing = world.move(world.dan, promise, "propose_change", terms={"due": "2026-12-11T17:00:00Z"})
    assert asked_at(changing.state, said_at=None, at=THURSDAY) is None
    agreed = world.move(world.alice, changing, "agree")
    assert asked_at(agreed.state, said_at=None, at=THURSDAY) is not None
    done = world.move(world.dan, agreed, "report_done")
    assert asked_at(done.state, said_at=None, at=THURSDAY) is None


def test_a_promise_without_check_ins_is_never_asked_about(world: World, clock: Any) -> None:
    plain = world.promised()
    clock.move_to(THURSDAY)
    assert asked_at(plain.state, said_at=None, at=THURSDAY + timedelta(days=9)) is None
    assert "How is it going?" not in page(world, "dan", "/")


def test_the_answer_to_an_early_word_begins_with_thanks(
    world: World, promise: PromiseShown, clock: Any
) -> None:
    world.move(world.dan, promise, "flag_risk", text="Two are ill")
    alice, here = browser_of(world.alice), f"/promises/{promise.id}"
    form, _button = FormsOf(alice.get(here).content.decode()).with_button("Thanks for telling me")
    assert ["text", "\nThanks for telling me."] in form["fields"]
    for act in ("note", "propose_change"):
        assert "Thanks for telling me." in alice.get(f"{here}/{act}").content.decode(), act
    press(alice, here, "Thanks for telling me", text="Thanks for telling me. What would help?")
    assert "What would help?" in page(world, "dan", here)
    assert "Thanks for telling me." not in alice.get(f"{here}/note").content.decode().partition("<form")[2]
    assert show(viewer=world.dan, promise=promise.id, at=world.at).state.stage == "PROMISED"
