"""Two people and the database: what they do is kept, found again, guarded and chained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.promises.actions.rebuild import rebuild
from fairlead.rooms.promises.actions.sharing import share_with_team
from fairlead.rooms.promises.models import Move, Standing, Words
from fairlead.rooms.promises.queries.lists import Asked, promises_page, today, waiting_count
from fairlead.rooms.promises.queries.show import show
from tests.rooms.promises.world import NOW, World


def refused(code: str):
    return pytest.raises(Refusal, match=f"^{code}")


def test_dan_says_yes_and_keeps_it(world: World) -> None:
    asked = world.ask(text="Can you?")
    assert (asked.state.stage, asked.state.ball) == ("PROPOSED", world.dan.person)
    promised = world.move(world.dan, asked, "accept", read_back="Two names a day, all of them willing.")
    assert promised.state.stage == "PROMISED"
    done = world.move(world.dan, promised, "report_done")
    kept = world.move(world.alice, done, "declare_satisfied", text="Lovely.")
    assert kept.state.stage == "satisfied"
    story = show(viewer=world.dan, promise=kept.id, at=world.at, with_story=True).story
    assert [told.act for told in story] == ["request", "accept", "report_done", "declare_satisfied"]
    assert story[1].read_back == "Two names a day, all of them willing."


def test_a_stranger_finds_nothing_as_if_there_were_nothing(world: World) -> None:
    asked = world.ask()
    for stranger in (world.olga, world.mallory):
        with refused("not_found"):
            show(viewer=stranger, promise=asked.id, at=world.at)
        with refused("not_found"):
            world.move(stranger, asked, "thank")
        assert promises_page(viewer=stranger, asked=Asked(find="rota"), at=world.at).rows == ()


def test_an_answer_to_stale_terms_is_refused(world: World) -> None:
    asked = world.ask()
    world.move(world.alice, asked, "amend", terms={"standard": ["Only this"]})
    with refused("stale_terms"):
        world.move(world.dan, asked, "accept", version=1)


def test_the_journal_refuses_to_be_changed(world: World) -> None:
    world.promised()
    for attempt in (
        "UPDATE promises_move SET act = 'thank'",
        "DELETE FROM promises_move",
        "INSERT OR REPLACE INTO promises_move SELECT * FROM promises_move"
        if connection.vendor == "sqlite"
        else "TRUNCATE promises_move",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(attempt)
    assert Move.objects.count() == 2


def test_lists_show_whose_turn_it_is(world: World) -> None:
    asked = world.ask()
    day = today(viewer=world.dan, at=world.at)
    assert [row.id for row in day.waiting] == [asked.id]
    assert sql.rows(*waiting_count(viewer=world.dan, at=NOW)) == [(1,)]
    assert sql.rows(*waiting_count(viewer=world.alice, at=NOW)) == [(0,)]
    assert [row.id for row in today(viewer=world.alice, at=world.at).asked] == [asked.id]
    for place, who in (
        ("waiting", world.dan),
        ("mine", world.dan),
        ("asked", world.alice),
        ("all", world.dan),
    ):
        page = promises_page(viewer=who, asked=Asked(place=place), at=world.at)
        assert [row.id for row in page.rows] == [asked.id], place
    assert promises_page(viewer=world.dan, asked=Asked(place="ended"), at=world.at).rows == ()


def test_pages_follow_one_another_without_gap_or_repetition(world: World) -> None:
    made = {world.ask(outcome=f"Thing {number}").id for number in range(7)}
    for place, who in (("mine", world.dan), ("all", world.alice), ("waiting", world.dan)):
        seen, after = [], None
        while True:
            page = promises_page(viewer=who, asked=Asked(place=place, limit=3, after=after), at=world.at)
            seen += [row.id for row in page.rows]
            after = page.next
            if after is None:
                break
        assert set(seen) == made
        assert len(seen) == 7


def test_words_are_found_without_regard_to_case_and_accents(world: World) -> None:
    asked = world.ask(outcome="Die Straße zur Crème Brûlée")
    world.move(world.dan, asked, "ask", text="Mit Vanille?")
    for words in ("crème", "CREME", "strasse brulee", "vanil", "straße VANILLE"):
        assert [
            row.id for row in promises_page(viewer=world.dan, asked=Asked(find=words), at=world.at).rows
        ] == [asked.id], words
    for words in ("kaffee", "creme kaffee", "'\"*()", "person"):
        assert promises_page(viewer=world.dan, asked=Asked(find=words), at=world.at).rows == (), words


def test_what_stands_is_what_the_journal_says(world: World) -> None:
    promised = world.promised()
    world.move(world.dan, promised, "flag_risk", text="Two are ill")
    world.ask(due=None, standard=None)
    before = rebuild(write=False)
    assert (before.count, before.differed, before.torn) == (2, 0, ())
    Standing.objects.filter(promise_id=promised.id).update(stage="satisfied", is_ended=True)
    assert rebuild().differed == 1
    assert rebuild(write=False).differed == 0
    assert show(viewer=world.dan, promise=promised.id, at=world.at).state.stage == "PROMISED"


def test_erased_words_leave_the_chain_whole_and_changed_words_tear_it(world: World) -> None:
    promised = world.promised()
    Words.objects.filter(promise_id=promised.id, number=1).delete()
    assert rebuild(write=False).torn == ()
    again = show(viewer=world.dan, promise=promised.id, at=world.at, with_story=True)
    assert again.story[0].is_erased
    assert len(again.state.terms.standard) == 2
    other = world.ask(text="the true words")
    row = Words.objects.get(promise_id=other.id, number=1)
    Words.objects.filter(promise_id=other.id).update(words=row.words.replace("true", "other"))
    assert rebuild(write=False).torn == (other.id,)


def test_the_team_sees_only_what_both_let_it_see(world: World) -> None:
    asked = world.ask(team=str(world.team))
    one = share_with_team(viewer=world.alice, promise=asked.id, team=True, at=world.at)
    assert (one.is_shared, one.other_shares, one.readers) == (True, False, ("asker", "doer"))
    both = share_with_team(viewer=world.dan, promise=asked.id, team=True, at=world.at)
    assert both.readers == ("asker", "doer", "team")
    with refused("not_found"):
        show(viewer=world.olga, promise=asked.id, at=world.at)
    back = share_with_team(viewer=world.alice, promise=asked.id, team=False, at=world.at)
    assert back.readers == ("asker", "doer")
    without = world.ask()
    with refused("bad_field: team"):
        share_with_team(viewer=world.alice, promise=without.id, team=True, at=world.at)


def test_a_promise_made_in_talk_stands_once_the_other_says_so(world: World) -> None:
    asked = world.ask(due="2026-11-20T17:00:00+01:00", made_at="2026-11-16T10:00:00+01:00")
    assert asked.state.recorded
    assert world.move(world.dan, asked, "accept").state.stage == "PROMISED"
    with refused("bad_field: made_at"):
        world.ask(made_at="2027-11-16T10:00:00+01:00")


def test_a_team_of_others_or_a_promise_of_others_cannot_be_named(world: World) -> None:
    with refused("bad_field: team"):
        world.ask(team=str(world.mallory.teams[0]))
    theirs = world.ask()
    outsider = replace(world, alice=world.olga)
    with refused("bad_field: linked_to"):
        outsider.ask(linked_to=str(theirs.id))


def test_what_follows_a_promise_is_between_the_same_two_or_follows_nothing(world: World) -> None:
    earlier = str(world.ask().id)
    assert str(world.ask(linked_to=earlier).linked_to) == earlier
    assert replace(world, dan=world.olga).ask(linked_to=earlier).linked_to is None
