"""What Dan writes about his week is his alone: in no file in clear, in no other row, and gone when he is erased."""

from __future__ import annotations

import gzip
import re
from base64 import b64decode
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection

from fairlead.core.policy import Viewer
from fairlead.core.reflection import OwnWeek, Week, week_named
from fairlead.core.refusals import Refusal
from fairlead.rooms.archive.actions.backup import write_backup
from fairlead.rooms.people import actions as people
from fairlead.rooms.reflections.actions.erasing import erase_reflections
from fairlead.rooms.reflections.actions.write import answer_one, draft_of, write_week
from fairlead.rooms.reflections.models import Reflection
from fairlead.rooms.reflections.queries.read import all_of, facts_of, of_week, of_year, years_of
from tests.rooms.promises.test_drafts_sealed import files_of_the_database
from tests.rooms.promises.world import NOW, World, the_world

WEEK = "2026-W48"
HERE = Week.of(NOW.date())
WORDS = "canaryweekq7x"


def written(world: World, *, week: str = WEEK, **answers: str) -> None:
    given = {name.removeprefix("q"): text for name, text in answers.items()}
    write_week(viewer=world.dan, week=week, answers=given, at=NOW)


def rows_as_kept() -> bytes:
    """What PostgreSQL keeps of the table; on SQLite the files say it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT r.* FROM reflections_reflection r")
        return repr([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in cursor]).encode()


def everything_in(backup: Path) -> bytes:
    """Its text, and what stands in it as base64, as bytes do."""
    text = gzip.decompress(backup.read_bytes())
    return text + b"\n".join(
        b64decode(part) for part in re.findall(rb'"([A-Za-z0-9+/]{16,}={0,2})"', text) if len(part) % 4 == 0
    )


def test_no_word_of_a_week_is_in_the_database_its_log_or_a_backup(committed: None, tmp_path: Path) -> None:
    world = the_world()
    written(world, q1=WORDS, q9=f"{WORDS} again")
    answer_one(viewer=world.dan, week=WEEK, number=5, text=f"{WORDS} third", at=NOW)
    assert of_week(world.dan, HERE).answers == {1: WORDS, 5: f"{WORDS} third", 9: f"{WORDS} again"}
    assert WORDS.encode() not in files_of_the_database() + rows_as_kept()
    if settings.IS_SQLITE:
        assert b"Dan Dorn" in files_of_the_database()  # it was looked at where words would be
    file = tmp_path / "kept.backup"
    write_backup(file, at=NOW)
    kept = everything_in(file)
    assert b"Dan Dorn" in kept
    assert WEEK.encode() in kept
    assert WORDS.encode() not in kept


def test_a_week_has_one_row_and_an_emptied_one_has_none(world: World) -> None:
    written(world, q1="one")
    written(world, q2="two")
    assert of_week(world.dan, HERE).answers == {2: "two"}
    assert Reflection.objects.count() == 1
    answer_one(viewer=world.dan, week=WEEK, number=2, text=" ", at=NOW)
    assert Reflection.objects.count() == 0
    written(world)
    assert Reflection.objects.count() == 0


def test_nobody_else_gets_dans_words_and_no_token_but_one_made_for_them(world: World) -> None:
    written(world, q1=WORDS)
    for other in (world.alice, world.olga, world.mallory):
        assert of_week(other, HERE).answers == {}
        assert (all_of(other), of_year(other, 2026), years_of(other)) == ((), (), ())
    dan = {name: getattr(world.dan, name) for name in ("person", "organisation", "name", "zone")}
    assert of_week(Viewer(**dan, scopes=frozenset({"reflect"})), HERE).answers == {1: WORDS}
    for scopes in ({"read", "write"}, {"admin"}, set[str]()):
        token = Viewer(**dan, scopes=frozenset(scopes))
        for read in (partial(of_week, week=HERE), all_of, partial(facts_of, week=HERE), years_of):
            with pytest.raises(Refusal, match="scope"):
                read(token)
        with pytest.raises(Refusal, match="scope"):
            write_week(viewer=token, week=WEEK, answers={}, at=NOW)


def test_a_week_put_into_another_row_does_not_open(world: World) -> None:
    written(world, q1=WORDS)
    written(world, week="2026-W47", q1="before")
    sealed = Reflection.objects.get(week=WEEK).sealed
    Reflection.objects.filter(week="2026-W47").update(sealed=sealed)
    with pytest.raises(Refusal, match="unavailable: private"):
        of_week(world.dan, week_named("2026-W47"))
    Reflection.objects.filter(week=WEEK).delete()
    Reflection.objects.filter(week="2026-W47").update(week=WEEK)
    with pytest.raises(Refusal, match="unavailable: private"):
        of_week(world.dan, HERE)
    Reflection.objects.update(person_id=world.alice.person)
    with pytest.raises(Refusal, match="unavailable: private"):
        of_week(world.alice, HERE)


def test_a_year_is_in_order_and_a_week_that_has_not_begun_is_not_written(world: World) -> None:
    for week in ("2026-W48", "2025-W02", "2026-W03"):
        written(world, week=week, q4=week)
    assert [one.week.name for one in of_year(world.dan, 2026)] == ["2026-W03", "2026-W48"]
    assert years_of(world.dan) == (2026, 2025)
    for name, code in (("2026-W49", "bad_field: week"), ("9999-W52", "bad_field: week"), ("x", "not_found")):
        with pytest.raises(Refusal, match=code):
            written(world, week=name, q1="early")


def test_where_dan_lives_the_week_begins_on_his_monday(world: World) -> None:
    dan = {name: getattr(world.dan, name) for name in ("person", "organisation", "name")}
    at = NOW.replace(day=29, hour=20)  # Sunday evening in London, Monday morning in Auckland
    write_week(viewer=Viewer(**dan, zone="Pacific/Auckland"), week="2026-W49", answers={}, at=at)
    with pytest.raises(Refusal, match="bad_field: week"):
        write_week(viewer=Viewer(**dan, zone="Europe/London"), week="2026-W49", answers={}, at=at)


def test_erasing_dan_deletes_his_weeks_and_nobody_elses_also_one_that_landed_late(world: World) -> None:
    written(world, q1=WORDS)
    write_week(viewer=world.alice, week=WEEK, answers={"1": "mine"}, at=NOW)
    row = Reflection.objects.get(person_id=world.dan.person)
    assert erase_reflections(at=NOW) == 0
    people.erase(world.dan.person, at=NOW)
    with pytest.raises(Refusal, match="not_found"):
        written(world, q1="after")
    assert erase_reflections(at=NOW) == 1
    assert [one.person_id for one in Reflection.objects.all()] == [world.alice.person]
    row.save(force_insert=True)  # it was under way
    assert erase_reflections(at=NOW + timedelta(minutes=9)) == 0
    assert erase_reflections(at=NOW + timedelta(minutes=11)) == 1
    assert Reflection.objects.count() == 1
    assert erase_reflections(at=NOW + timedelta(minutes=12)) == 0


def test_two_windows_lose_no_answer(committed: None) -> None:
    world, barrier = the_world(), Barrier(6)
    written(world, week="2026-W47", q1="there is a key")

    def write(number: int) -> None:
        barrier.wait()
        answer_one(viewer=world.dan, week=WEEK, number=number, text=f"answer {number}", at=NOW)
        connection.close()

    threads = [Thread(target=write, args=(number,)) for number in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(of_week(world.dan, HERE).answers) == {1, 2, 3, 4, 5, 6}


def test_an_answer_becomes_the_draft_of_an_ask(world: World) -> None:
    from fairlead.rooms.promises.actions.drafts import show_draft

    written(world, q8="Ask for\n the date first")
    draft = draft_of(viewer=world.dan, week=WEEK, number=8, at=NOW)
    assert show_draft(viewer=world.dan, draft=draft).body["terms"] == {"outcome": "Ask for the date first"}
    with pytest.raises(Refusal, match="not_found"):
        draft_of(viewer=world.dan, week=WEEK, number=7, at=NOW)
    with pytest.raises(Refusal, match="not_found"):
        draft_of(viewer=world.alice, week=WEEK, number=8, at=NOW)


def test_the_facts_of_a_week_are_ones_own_acts_in_it_and_no_others(world: World) -> None:
    assert facts_of(world.alice, HERE) == OwnWeek()
    first = world.ask()
    world.ask(standard=[], due=None)
    first = world.move(world.dan, first, "ask", text="Which days?")
    first = world.move(world.alice, first, "clarify", text="All of them")
    first = world.move(world.dan, first, "accept", read_back="Two names a day")
    world.move(world.dan, first, "flag_risk", text="One is ill")
    assert facts_of(world.alice, HERE) == OwnWeek(asks=2, with_points=1, with_date=1, answers=1)
    assert facts_of(world.dan, HERE) == OwnWeek(questions=1, risks=1)
    assert facts_of(world.olga, HERE) == OwnWeek()
    world.at = NOW + timedelta(days=8)
    world.ask()
    world.move(world.dan, world.ask(), "decline")
    assert facts_of(world.alice, HERE).asks == 2
    assert facts_of(world.alice, HERE.after).asks == 2
    assert facts_of(world.alice, HERE.before) == OwnWeek()
