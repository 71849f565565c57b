"""What two people wrote to each other does not lie about for ever: long after the end the words go, the chain stays."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from click.testing import CliRunner, Result

from fairlead.config.cli import fairlead
from fairlead.doors import sql
from fairlead.rooms.agreements.actions.move_agreement import move_agreement
from fairlead.rooms.archive import verify
from fairlead.rooms.archive.actions.purge import Kept, months_before, purge
from fairlead.rooms.archive.actions.rebuild import rebuild as rebuild_all
from fairlead.rooms.archive.queries import own_things
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.conversations.queries.show import tag_of
from fairlead.rooms.feedback.actions.give import give_feedback
from fairlead.rooms.feedback.actions.move import move_feedback
from fairlead.rooms.feedback.actions.telling import tell_unsigned
from fairlead.rooms.feedback.actions.unsigned import answer_by_receipt, read_by_receipt, say_without_a_name
from fairlead.rooms.feedback.models import Unsigned
from fairlead.rooms.feedback.queries.lists import decided_since
from fairlead.rooms.feedback.queries.show import show
from fairlead.rooms.people import actions
from fairlead.rooms.promises.actions import purging
from fairlead.rooms.promises.actions.rebuild import rebuild
from fairlead.rooms.promises.actions.sharing import share_with_team
from fairlead.rooms.promises.models import Erasing
from fairlead.rooms.promises.queries.lists import Asked, promises_page
from fairlead.rooms.promises.queries.outlines import outlines
from tests.rooms.archive.test_rebuild import agreement_of, talk_of
from tests.rooms.feedback.tickets import said, ticket_of
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW, World, the_world

KEPT = Kept(months=24, days=90, feedback=24, pulses=12)
LATER = datetime(2028, 12, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def world(db: None) -> World:
    return the_world()


def kept(world: World, **changes: Any) -> Any:
    """A promise that has been kept, with a word at the end."""
    promise = world.move(world.dan, world.promised(**changes), "report_done", text="It hangs on the wall")
    return world.move(world.alice, promise, "declare_satisfied", text="Splendid work")


def run(at: datetime, *words: str) -> Result:
    with time_machine.travel(at, tick=False):
        return CliRunner().invoke(fairlead, ["purge", *words])


def found(world: World, words: str) -> int:
    return len(promises_page(viewer=world.alice, asked=Asked(find=words), at=LATER).rows)


def everything() -> list[Any]:
    tables = (
        "promises_words",
        "promises_standing",
        "promises_sharing",
        "people_session",
        "people_token",
        "answered",
    )
    return [sorted(map(str, sql.rows(f"SELECT * FROM {table}", []))) for table in tables]


def test_long_after_the_end_the_words_go_and_the_chain_holds(world: World) -> None:
    shown = kept(world, team=str(world.team))
    for who in (world.alice, world.dan):
        share_with_team(viewer=who, promise=shown.id, team=True, at=world.at)
    still = world.promised(outcome="A standing matter")
    receipts = json.loads(own_things(viewer=world.alice, at=world.at).data)["promises"]
    lines = [f"fairlead1 {one['id']} {len(one['journal'])} {one['head']}" for one in receipts]
    world.at = LATER - timedelta(days=400)
    lately = kept(world, outcome="A younger thing", due="2027-12-09T17:00:00Z")
    dry = run(LATER, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "before 2026-12-01: 1 promises" in dry.output
    before = everything()
    assert run(LATER, "--dry-run").output == dry.output
    assert everything() == before
    assert found(world, "splendid wall") == 2
    told = run(LATER)
    assert told.output == dry.output.replace("Would be forgotten", "Forgotten")
    assert found(world, "splendid wall") == 1
    data = own_things(viewer=world.alice, at=LATER).data.decode()
    assert data.count("Splendid work") == 1
    words = {row[0] for row in sql.rows("SELECT promise_id FROM promises_words", [])}
    assert {sql.take_id(one) for one in words} == {still.id, lately.id}
    assert outlines(viewer=world.olga, team=world.team, at=LATER) == ((), None)
    checked = rebuild(write=False)
    assert (checked.count, checked.differed, checked.torn) == (3, 0, ())
    promises = verify.parse(data)
    report = verify.check(promises)
    verify.check_receipts("\n".join(lines), promises, report)
    assert not report.problems
    assert report.erased == 3
    page = browser_of(world.dan)
    assert "has been erased" in page.get(f"/promises/{shown.id}").content.decode()
    assert Erasing.objects.get(look="again").traces
    assert "before 2026-12-01: 0 promises" in run(LATER).output


def test_a_word_after_the_end_begins_the_time_anew(world: World) -> None:
    promise = kept(world)
    world.at = LATER - timedelta(days=90)
    world.move(world.dan, promise, "thank", text="A late thank you")
    assert purge(at=LATER, kept=KEPT, is_dry=False).promises == 0
    assert "late thank" in json.dumps(own_things(viewer=world.dan, at=LATER).content)


def stopped(world: World) -> UUID:
    """A conversation that Dan began, prepared for, and stopped after Alice had said a word."""
    talk = talk_of(world)
    for who, act, facts in (
        (world.dan, "resume", {}),
        (world.dan, "note_private", {"prompt": 1, "text": "alone: hard to say"}),
        (world.dan, "state_picture", {"text": "a picture of Friday", "was_a_yes": True}),
        (world.dan, "stop", {}),
    ):
        take_step(viewer=who, conversation=talk, act=act, facts=facts, at=world.at)
    return talk


def test_what_was_said_in_conversations_and_agreements_that_ended_goes_and_their_chains_hold(
    world: World,
) -> None:
    ended, runs = stopped(world), talk_of(world)
    over, holds = (agreement_of(world, parties=[str(world.dan.person)]) for _ in range(2))
    move_agreement(viewer=world.alice, agreement=over, act="end", at=world.at)
    before = tag_of(viewer=world.dan, conversation=ended, at=LATER)
    kinds = ("conversations", "agreements", "prepared")
    dry = purge(at=LATER, kept=KEPT, is_dry=True)
    assert [getattr(dry, kind) for kind in kinds] == [1, 1, 1]
    assert purge(at=LATER, kept=KEPT, is_dry=True) == dry
    assert purge(at=LATER, kept=KEPT, is_dry=False) == dry
    again = purge(at=LATER, kept=KEPT, is_dry=False)
    assert [getattr(again, kind) for kind in kinds] == [0, 0, 0]
    for room, left in (("conversations", runs), ("agreements", holds)):
        rows = sql.rows(f"SELECT DISTINCT {room[:-1]}_id FROM {room}_words", [])
        assert {sql.take_id(row[0]) for row in rows} == {left}
    for who in (world.alice, world.dan):
        mine = json.dumps(own_things(viewer=who, at=LATER).content)
        assert "a picture of Friday" not in mine
        assert mine.count("says so early") == 2
        assert browser_of(who).get(f"/conversations/{ended}").status_code == 200
        assert browser_of(who).get(f"/agreements/{over}").status_code == 200
    assert tag_of(viewer=world.dan, conversation=ended, at=LATER) != before
    looked = rebuild_all(write=False)
    assert all((found.differed, found.torn) == (0, ()) for found in looked.values())


def test_what_was_written_alone_goes_ninety_days_after_the_close_and_what_was_said_stays(
    world: World,
) -> None:
    ended = stopped(world)
    on_the_day = world.at + timedelta(days=90)
    assert purge(at=on_the_day, kept=KEPT, is_dry=True).prepared == 0
    done = purge(at=on_the_day + timedelta(minutes=1), kept=KEPT, is_dry=False)
    assert (done.prepared, done.conversations) == (1, 0)
    assert not sql.rows("SELECT 1 FROM conversations_note", [])
    mine = json.dumps(own_things(viewer=world.dan, at=on_the_day).content)
    assert "a picture of Friday" in mine
    assert str(ended) in mine


def closed_feedback(world: World) -> tuple[UUID, str]:
    """One under a name and one without, both heard, answered, done and closed; ids of the first, the receipt of the other."""
    facts = {"about": "way_of_working", "text": "said under a name"}
    signed = give_feedback(viewer=world.alice, to=str(world.dan.person), facts=facts, at=world.at).id
    tickets = [ticket_of(one, at=world.at) for one in (world.olga, world.dan, world.alice)]
    tell_unsigned(at=world.at)
    receipt = say_without_a_name(facts=said(world.dan.person, "said without one", **tickets[0]), at=world.at)
    tell_unsigned(at=world.at + timedelta(days=1))
    [unsigned] = [row.feedback_id for row in Unsigned.objects.all()]
    will = {"decision": "will", "text": "a will of mine", "date": "2026-12-04"}
    for feedback in (signed, unsigned):
        for act, facts in (("hear", {"text": "heard so"}), ("confirm", {"answer": "yes"}), ("decide", will), ("done", {}),
                           ("changed", {"answer": "yes"})):  # fmt: skip
            if act not in ("confirm", "changed"):
                move_feedback(viewer=world.dan, feedback=feedback, act=act, facts=facts, at=world.at)
            elif feedback == signed:
                move_feedback(viewer=world.alice, feedback=feedback, act=act, facts=facts, at=world.at)
            else:
                answer_by_receipt(receipt=receipt, act=act, facts=facts, at=world.at)
    return signed, receipt


def test_what_was_written_in_feedback_goes_two_years_after_its_close_and_what_was_answered_stays(
    world: World,
) -> None:
    signed, receipt = closed_feedback(world)
    facts = {"about": "pulse", "text": "still waits"}
    give_feedback(viewer=world.alice, to=str(world.dan.person), facts=facts, at=world.at)
    on_the_day = world.at.replace(year=2028)
    assert purge(at=on_the_day, kept=KEPT, is_dry=True).feedback == 0
    dry = purge(at=LATER, kept=KEPT, is_dry=True)
    assert dry.feedback == 2
    assert purge(at=LATER, kept=KEPT, is_dry=False) == dry
    assert purge(at=LATER, kept=KEPT, is_dry=False).feedback == 0
    mine = json.dumps(own_things(viewer=world.alice, at=LATER).content)
    assert "said under a name" not in mine
    assert "still waits" in mine
    kept = [read_by_receipt(receipt=receipt, at=LATER), show(viewer=world.dan, feedback=signed, at=LATER)]
    for shown in kept:
        assert (shown.item.stage, shown.item.decision) == ("changed", "will")
        assert [line.is_erased for line in shown.lines if line.act in ("give", "hear", "decide")] == [
            True
        ] * 3
    since = decided_since(viewer=world.olga, team=world.team, since=world.at.date())
    assert [(one.decision, one.changed, one.text) for one in since] == [("will", "yes", None)]
    assert browser_of(world.dan).get(f"/feedback/{signed}").status_code == 200
    looked = rebuild_all(write=False)
    assert all((found.differed, found.torn) == (0, ()) for found in looked.values())


def test_what_lets_nobody_in_goes_too_and_a_dry_run_leaves_it(world: World) -> None:
    actions.create_token(by=world.dan, scopes=["read"], days=1, at=NOW)
    dry = purge(at=LATER, kept=KEPT, is_dry=True)
    assert dry.ways_in == 1
    assert purge(at=LATER, kept=KEPT, is_dry=True) == dry
    assert purge(at=LATER, kept=KEPT, is_dry=False) == dry
    assert purge(at=LATER, kept=KEPT, is_dry=True).ways_in == 0


def test_it_goes_piece_by_piece(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [kept(world).id for _ in range(5)]
    monkeypatch.setattr(purging, "BATCH", 2)
    ticks: list[int] = []
    assert purge(at=LATER, kept=KEPT, is_dry=False, begun=lambda _rows: ticks.append).promises == len(made)
    assert ticks == [2, 2, 1]
    assert not sql.rows("SELECT 1 FROM promises_words", [])
    assert not sql.rows("SELECT 1 FROM promises_search", [])


def test_months_are_counted_on_the_calendar() -> None:
    at = datetime(2028, 3, 31, 12, tzinfo=UTC)
    assert months_before(at, 1) == datetime(2028, 2, 28, 12, tzinfo=UTC)
    assert months_before(at, 24) == datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert months_before(at, 3) == datetime(2027, 12, 28, 12, tzinfo=UTC)
