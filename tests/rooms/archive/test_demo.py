"""The demo: a believable team, the same by the same seed, made by everybody's actions; and the big world's rows."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from django.db import transaction

from fairlead.core.conversation import agenda
from fairlead.core.feedback.rules import END, STAGES
from fairlead.core.policy import Viewer
from fairlead.core.promise import rules
from fairlead.doors import sql
from fairlead.rooms.agreements.queries.lists import Only, agreements_page
from fairlead.rooms.archive import cli
from fairlead.rooms.archive.demo import cast, crowd, team, working_time
from fairlead.rooms.archive.demo.along import NAME
from fairlead.rooms.archive.demo.talks import talks
from fairlead.rooms.archive.demo.texts import asks, sentences, ways
from fairlead.rooms.coaching.queries.given import given
from fairlead.rooms.coaching.queries.home import shared_with
from fairlead.rooms.conversations.queries.team_codes import causes_of
from fairlead.rooms.listening.queries.kept import all_kept
from fairlead.rooms.people.actions import person_by_address
from fairlead.rooms.people.queries import teams_of, viewer_for
from fairlead.rooms.promises.actions.rebuild import rebuild
from fairlead.rooms.promises.queries.check_ins import check_ins_now
from fairlead.rooms.promises.queries.lists import Today, today
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.queries.balance import together_of
from fairlead.rooms.pulses.queries.show import PulseShown, pulses_of, show
from fairlead.rooms.team.queries.rhythm import counts_of, rhythm_of
from tests.rooms.pulses.conftest import clean_box

__all__ = ["clean_box"]

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
FORBIDDEN = (
    "overdue",
    "late by",
    "failed",
    "missed",
    "assign",
    "owner",
    "compliance",
    "score",
    "reject",
    "blame",
)


def made(**changes: int) -> tuple[team.Made, ...]:
    return team.make_team(**{"people": 12, "weeks": 10, "seed": 1, **changes}, today=MONDAY, at=NOW)


def days_of(email: str) -> Today:
    viewer = viewer_for(person_by_address(email))
    assert viewer is not None
    return today(viewer=viewer, at=NOW)


def world_in_words() -> list[tuple[object, ...]]:
    found = sql.rows(
        "SELECT outcome, stage, number, version, head <> '', zone FROM promises_standing ORDER BY promise_id",
        [],
    )
    when = sql.rows("SELECT act, number, at, version FROM promises_move ORDER BY at, promise_id", [])
    return [*found, *when]


def count_of(table: str, where: str, *values: object) -> int:
    return int(sql.rows(f"SELECT count(*) FROM {table} WHERE {where}", values)[0][0])


@pytest.mark.django_db
@pytest.mark.usefixtures("clean_box")
def test_a_believable_team_with_everything_there_is() -> None:
    """One demo for all these, as it takes long to make."""
    shown = made()
    a_team_with_every_stage_every_act_and_a_day_like_in_the_pictures()
    people_look_back_together_and_are_at_every_step()
    the_team_speaks_about_how_it_works_and_agrees_on_it()
    four_teams_lean_four_ways_after_true_waves()
    a_coach_from_outside_reads_along_and_the_team_looks_at_how_it_works(shown)


def a_team_with_every_stage_every_act_and_a_day_like_in_the_pictures() -> None:
    found = {row[0] for row in sql.rows("SELECT DISTINCT stage FROM promises_standing", [])}
    assert found == {*rules.OPEN, *rules.ENDS}
    acts = {row[0] for row in sql.rows("SELECT DISTINCT act FROM promises_move", [])}
    assert acts == set(rules.ACTS)
    looked = rebuild(write=False)
    assert (looked.differed, looked.torn) == (0, ())
    assert looked.count >= 120
    last = sql.take_at(sql.rows("SELECT max(at) FROM promises_move", [])[0][0])
    assert last <= working_time.WorkingTime(MONDAY, cast.ZONE).at(working_time.PRESENT) <= NOW
    the_day_of_who_leads(days_of("amara.osei@northpier.example"))
    leader = sql.put_id(person_by_address("amara.osei@northpier.example"))
    assert count_of("promises_standing", "doer_id = %s", leader) >= looked.count / 12 / 2


def talks_as_far_as_they_came() -> set[tuple[str, str | None]]:
    return {(step, ended) for step, ended in sql.rows("SELECT step, ended FROM conversations_standing", [])}


def people_look_back_together_and_are_at_every_step() -> None:
    found = talks_as_far_as_they_came()
    assert {step for step, ended in found if ended is None} == set(agenda.STEPS)
    assert {ended for _, ended in found} == {None, *agenda.ENDS}
    said = {row[0] for row in sql.rows("SELECT DISTINCT act FROM conversations_step", [])}
    assert {"two_pictures", "look_again", "own_statement", "cause_sentence", "name_repair"} <= said
    last = sql.take_at(sql.rows("SELECT max(at) FROM conversations_step", [])[0][0])
    assert last <= working_time.WorkingTime(MONDAY, cast.ZONE).at(working_time.PRESENT) <= NOW
    expected = [talk for talk in talks() if not talk.is_about_a_promise]
    assert expected
    assert count_of("conversations_standing", "promise_id IS NULL") == len(expected)


def the_team_speaks_about_how_it_works_and_agrees_on_it() -> None:
    signed = sql.rows("SELECT stage FROM feedback_standing", [])
    unsigned = sql.rows("SELECT stage, given_on FROM feedback_unsigned", [])
    assert {row[0] for row in (*signed, *unsigned)} == {*STAGES, END}
    assert len(unsigned) == 3
    assert all(given_on is not None for _, given_on in unsigned), "told"
    amara = viewer_for(person_by_address("amara.osei@northpier.example"))
    mei = viewer_for(person_by_address("mei.tanaka@northpier.example"))
    assert amara is not None
    assert mei is not None
    ours = agreements_page(viewer=amara, only=Only(team=amara.teams[0]), at=NOW).rows
    held = {(one.in_force, one.fading, bool(one.shown.problems), len(one.unanswered) > 0) for one in ours}
    assert held == {
        (True, False, False, False),  # kept when they looked again
        (True, True, False, False),  # not looked at since
        (False, False, True, True),
        (False, False, False, True),
        (False, False, False, False),  # came of a result, and has ended
    }
    hers = agreements_page(viewer=mei, at=NOW).rows
    assert any(one.in_force and one.conversation for one in hers), "what two agreed in their conversation"


def waves_of_teams(amara: Viewer) -> dict[str, list[PulseShown]]:
    """As who leads them sees them, the newest first."""
    return {
        team.name: [show(viewer=amara, pulse=one.id) for one in pulses_of(viewer=amara, team=team.id)[1]]
        for team in teams_of(amara.person)
    }


def four_teams_lean_four_ways_after_true_waves() -> None:
    amara = viewer_for(person_by_address("amara.osei@northpier.example"))
    assert amara is not None
    found = waves_of_teams(amara)
    assert found.pop(cast.ORGANISATION) == [], "whoever leads them all is not asked"
    closed = {name: [one for one in all_ if one.release] for name, all_ in found.items()}
    leans = {name: one[0].release["zone"]["name"] for name, one in closed.items() if one[0].release}
    assert leans == {
        "Delivery team": "learning",
        "Design team": "comfort",
        "Platform team": "strain",
        "Support desk": "drift",
    }
    assert {len(all_) for all_ in closed.values()} == {3}, "a history each"
    newest = {name: all_[0].state for name, all_ in found.items()}
    assert newest["Delivery team"] == "open"
    assert newest["Support desk"] == "too_few"
    told = closed["Delivery team"][0].release
    assert told is not None
    assert told["withheld"] == [], "enough of them for single questions and comments"
    with box.opened() as inside:
        assert not inside.rows("SELECT * FROM pulses_ballot"), "what was handed in is destroyed"
        assert len(inside.rows("SELECT * FROM pulses_key")) == 3, "of the waves that are open"
    above = next(team.id for team in teams_of(amara.person) if team.name == cast.ORGANISATION)
    balance, teams = together_of(viewer=amara, team=above)
    assert (teams, len(balance.earlier)) == (3, 2), "three of them close together each time"


def a_coach_from_outside_reads_along_and_the_team_looks_at_how_it_works(
    shown: tuple[team.Made, ...],
) -> None:
    assert (shown[-1].name, len(shown)) == ("Ines Falk", 13)
    amara, priya = (
        viewer_for(person_by_address(f"{name}@northpier.example")) for name in ("amara.osei", "priya.nair")
    )
    [(coach,)] = sql.rows("SELECT id FROM people_person WHERE is_guest = %s", [True])
    ines = viewer_for(sql.take_id(coach))
    assert amara is not None
    assert priya is not None
    assert ines is not None
    talk, one = sorted(shared_with(ines, at=NOW), key=lambda shared: shared.kind)
    assert (one.kind, one.subject) == ("promise", "Interview notes from five customers")
    assert (talk.kind, talk.whose) == ("conversation", ("Jonas Weber", "Amara Osei"))
    assert {leave.thing for leave in given(viewer=amara, at=NOW)} == {one.thing, talk.thing}
    assert count_of("leaves_leave", "ended_at IS NOT NULL") == 1
    for act, times in (("agree_facilitator", 2), ("end_facilitator", 1)):
        assert count_of("conversations_step", "act = %s", act) == times, "one runs, one has ended"
    assert count_of("leaves_addition", "sort = 'question'") == 3
    team = amara.teams[0]
    own = [cause for cause in causes_of(viewer=amara, team=team) if cause.is_own]
    assert [cause.label for cause in own] == ["a wait nobody speaks of"]
    assert count_of("conversations_words", "words LIKE %s", f"%{own[0].code}%") == 1
    assert rhythm_of(viewer=amara, team=team, at=NOW).next_on == MONDAY
    counts = counts_of(viewer=amara, team=team)
    assert counts is not None
    assert counts.causes
    assert counts.asks
    assert count_of("team_weekcounts", "team_id = %s", sql.put_id(team)) == 4
    assert list(check_ins_now([one.thing], viewer=priya, at=NOW)) == [one.thing]
    assert [kept.value("telling") for kept in all_kept(amara)] == [9, 0]
    assert count_of("listening_kept", "person_id <> %s", sql.put_id(amara.person)) == 0


def the_day_of_who_leads(day: Today) -> None:
    assert {row.outcome for row in day.kept} == {"Load test of the new search", "Agency rates for January"}
    assert {row.outcome for row in day.waiting if row.stage != "PROMISED"} == {
        "The welcome email for trial users, ready to send",
        "A written yes or no from Finance on the second tester",
        "Pricing page copy for the January launch",
        "The Halden export runs every night, unattended",
    }
    assert (len(day.mine), len(day.asked)) == (6, 9)


@pytest.mark.django_db
def test_the_same_seed_and_day_tell_the_same_world() -> None:
    worlds = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            made(seed=seed, people=4, weeks=3)
            worlds.append([row[:-1] for row in world_in_words()])
            transaction.set_rollback(True)
    assert worlds[0] == worlds[1]
    assert worlds[0] != worlds[2]


@pytest.mark.django_db
@pytest.mark.parametrize(("people", "weeks"), [(2, 2), (17, 2)])
def test_any_size_can_be_told(people: int, weeks: int) -> None:
    here = [one.name for one in made(people=people, weeks=weeks) if one.name != NAME]
    assert len(here) == people
    looked = rebuild(write=False)
    assert (looked.differed, looked.torn) == (0, ())


@pytest.mark.django_db
def test_the_command_prints_a_line_a_person_and_is_for_an_empty_installation_only() -> None:
    first = CliRunner().invoke(cli.demo, ["--people", "3", "--weeks", "2", "--today", "2026-11-23"])
    assert first.exit_code == 0, first.output
    lines = first.stdout.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("Amara Osei <amara.osei@northpier.example> http")
    again = CliRunner().invoke(cli.demo, [])
    assert again.exit_code == 1
    assert again.stderr.count("\n") == 1
    assert "empty installation" in again.stderr


@pytest.mark.django_db
def test_the_big_world_stands_as_its_journal_says() -> None:
    written: list[int] = []
    size = crowd.Size(people=12, promises=600, weeks=10)
    shown, found = crowd.make_crowd(size, seed=1, today=MONDAY, at=NOW, processes=1, tick=written.append)
    assert (found.count, found.differed, found.torn) == (600, 0, ())
    assert sum(written) == 600
    assert len(shown) == 12
    looked = rebuild(write=True)  # and the search index and every row can be made anew from it
    assert (looked.count, looked.differed, looked.torn) == (600, 0, ())
    assert count_of("people_membership", "is_lead = %s", True) == 1
    there = "NOT EXISTS (SELECT 1 FROM promises_search s WHERE s.promise_id = w.promise_id AND s.number = w.number)"
    assert count_of("promises_words w", there) == 0


def test_nobody_in_the_demo_speaks_the_words_no_page_says() -> None:
    texts = [line for lines in sentences().values() for line in lines]
    texts += [text for ask in asks() for text in (ask.outcome, ask.purpose or "", *ask.standard)]
    texts += [text for talk in talks() for line in talk.lines for text in (talk.about, *line.said)]
    assert not [text for text in texts if any(word in text.lower() for word in FORBIDDEN)]


def test_there_is_enough_to_ask_for() -> None:
    assert len({ask.outcome for ask in asks()}) == len(asks()) >= 110
    assert all(1 <= len(ask.standard) <= 4 for ask in asks())
    assert {beat.act for way in ways() for beat in way.beats} <= set(rules.ACTS)


def test_before_nine_the_demo_plays_on_the_working_day_before() -> None:
    early = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert working_time.working_day(early, "Europe/Berlin") == date(2026, 11, 20)
    assert working_time.working_day(NOW, "Europe/Berlin") == MONDAY
    sunday = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    assert working_time.working_day(sunday, "Europe/Berlin") == date(2026, 11, 20)
