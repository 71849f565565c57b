"""The close of a wave: what is published, what is destroyed, and that it can be stopped anywhere and run again."""

from __future__ import annotations

import base64
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from fairlead.core.pulse.ballot import padded, to_text
from fairlead.core.pulse.bounds import Thresholds
from fairlead.doors import cookieless, sql
from fairlead.doors.api.rate import Buckets
from fairlead.rooms.archive.actions.backup import write_backup
from fairlead.rooms.people import actions
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.actions import closing, opening
from fairlead.rooms.pulses.actions.closing import close_due, sweep_closed
from fairlead.rooms.pulses.actions.opening import open_due
from fairlead.rooms.pulses.models import Asked, Comments, Release, Wave
from fairlead.rooms.pulses.queries.show import PulseShown, show
from tests.doors.program import Program
from tests.rooms.pulses.waves import (
    CLOSES,
    OPENS,
    Crew,
    Ticket,
    answers,
    body_of,
    close,
    post,
    sealed_to,
    the_crew,
    ticket_of,
)


@pytest.fixture(autouse=True)
def _no_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cookieless.BUCKETS, "/ballots", Buckets(rate=1e9, burst=1e9))


@pytest.fixture
def no_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "_drawn", lambda _items: defaultdict(float))


def voted(crew: Crew, pulse: PulseShown, points: list[int], comments: tuple[str, ...] = ()) -> list[Ticket]:
    """The first of the crew answer, each every question with one point."""
    said = [*comments, *[""] * len(points)]
    tickets = []
    for number, point in enumerate(points):
        tickets.append(ticket_of(crew.people[number], pulse))
        body = body_of(pulse, tickets[-1], answers(pulse, point), said[number])
        assert post(body).status_code == 204
    return tickets


def manifest_of(crew: Crew) -> dict[str, Any] | None:
    return crew.shown().release


# --- what is published ---


def test_of_nine_who_answered_the_team_reads_what_protects_each(
    crew: Crew, moving: Any, no_noise: None
) -> None:
    pulse = crew.open()
    tickets = voted(crew, pulse, [5] * 9, ("first", "second", "third"))
    moving.move_to(CLOSES)
    close()
    told = manifest_of(crew)
    assert crew.shown().state == "closed"
    assert told is not None
    assert (told["respondents"], told["participation"]) == ("8-11", "90+")
    assert told["safe"] == {"value": 65, "coded": None}, "66.7, rounded to five"
    assert set(told["items"]) == set(pulse.items)
    assert told["withheld"] == []
    assert sorted(told["comments"]) == ["first", "second", "third"]
    assert {sha256(ticket.id).hexdigest() for ticket in tickets} == set(told["spent_sha256"])
    assert set(told["zone"]) == {"name", "between", "probability"}
    for one in (crew.people[8], crew.alice):
        assert show(viewer=one, pulse=pulse.id).release == told, "the team and who leads it, at one moment"


def test_of_six_who_answered_seven_nothing_single_is_shown_and_nobody_can_count(
    db: None, clean_box: None, moving: Any
) -> None:
    crew = the_crew(7)
    tickets = voted(crew, crew.open(), [5] * 6, ("a", "b", "c", "d"))
    moving.move_to(CLOSES)
    close()
    told = manifest_of(crew)
    assert told is not None
    assert (told["respondents"], told["items"], told["comments"]) == ("5-7", {}, [])
    assert set(told["withheld"]) == {"items", "comments"}
    assert len(told["spent_sha256"]) == 7, "as many as were asked"
    assert told["spent_sha256"] == sorted(told["spent_sha256"]), "so nobody sees which are filled up"
    assert {sha256(ticket.id).hexdigest() for ticket in tickets} < set(told["spent_sha256"])
    assert not Comments.objects.exists()


def test_what_is_no_answer_counts_as_none_and_hurts_nobody(crew: Crew, moving: Any) -> None:
    """Sealed and signed as it should be, and something else inside: found out only at the close."""
    pulse = crew.open()
    voted(crew, pulse, [5] * 5)
    inside = (
        padded({"S1": 9}, ""),
        padded({"XX": 1}, ""),
        b"no json".ljust(2048),
        padded(answers(pulse, None), "I\0 say \ud800".encode(errors="ignore").decode() + "\0"),
    )
    for one, text in zip(crew.people[5:], inside, strict=True):
        ticket = ticket_of(one, pulse)
        body = {**body_of(pulse, ticket, {}), "sealed": to_text(sealed_to(pulse, text))}
        assert post(body).status_code == 204
    moving.move_to(CLOSES)
    close()
    told = manifest_of(crew)
    assert told is not None
    assert (told["respondents"], told["participation"]) == ("5-7", "50-74")


def test_a_comment_no_database_could_take_is_kept_without_what_it_cannot_take(
    crew: Crew, moving: Any
) -> None:
    pulse = crew.open()
    tickets = [ticket_of(one, pulse) for one in crew.people]
    for ticket in tickets:
        text = (b'{"answers":%s,"comment":"a\\u0000b\\ud800"}' % _json(answers(pulse))).ljust(2048)
        body = {**body_of(pulse, ticket, {}), "sealed": to_text(sealed_to(pulse, text))}
        assert post(body).status_code == 204
    moving.move_to(CLOSES)
    close()
    told = manifest_of(crew)
    assert told is not None
    assert told["comments"] == ["ab"] * 9


def _json(given: dict[str, int | None]) -> bytes:
    inner = ",".join(f'"{code}":{point}' for code, point in given.items())
    return f"{{{inner}}}".encode()


def test_what_is_published_changes_with_nothing(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    voted(crew, pulse, [5] * 9)
    moving.move_to(CLOSES)
    close()
    told = manifest_of(crew)
    actions.leave_team(crew.people[0].person, team=crew.team, by=crew.alice, at=OPENS)
    actions.rename_team(crew.team, name="Other", by=crew.alice)
    crew.join("Somebody new")
    close(CLOSES + timedelta(days=30))
    assert manifest_of(crew) == told
    for change in ({"is_changed": True}, {"manifest": {}}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Release.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.all().delete()


def test_asked_again_and_again_by_whomever_the_release_is_the_same_to_the_byte(
    crew: Crew, moving: Any
) -> None:
    """Nobody averages the noise out: it was drawn once."""
    pulse = crew.open()
    voted(crew, pulse, [2, 3, 4, 5, 6, 7, 5, 5, 5])
    moving.move_to(CLOSES)
    close()
    programs = [Program.of(one, at=CLOSES) for one in (crew.alice, *crew.people)]
    told = [program.get(f"/pulses/{pulse.id}").data for program in programs for _ in range(20)]
    assert {repr(one["release"]) for one in told} == {repr(manifest_of(crew))}
    assert {one["state"] for one in told} == {"closed"}
    assert Program.of(crew.mallory, at=CLOSES).get(f"/pulses/{pulse.id}").status_code == 404


def test_the_noise_is_drawn_anew_each_time_and_kept_nowhere(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    voted(crew, pulse, [4] * 9)
    moving.move_to(CLOSES)
    drawn = [closing._drawn(pulse.items) for _ in range(2)]
    assert drawn[0] != drawn[1]
    assert set(drawn[0]) == {"safe", "matter", *pulse.items}
    close()
    row = Release.objects.get()
    assert "drawn" not in repr(row.manifest) + repr(row.drawing)
    assert {"safe", "matter", "items", "regions", "open_at", "zones"} == set(row.drawing)


def test_the_next_wave_knows_whether_one_or_two_came_or_went(crew: Crew, moving: Any, no_noise: None) -> None:
    """Nine, then nine others of whom one is new: more noise, and no arrow for that step."""
    voted(crew, crew.open(), [5] * 9)
    moving.move_to(CLOSES)
    close()
    actions.leave_team(crew.people[0].person, team=crew.team, by=crew.alice, at=OPENS)
    crew.people = crew.people[1:]
    at = OPENS + timedelta(days=28)
    moving.move_to(at)
    assert open_due(at=at) == 1
    voted(crew, crew.shown(), [6] * 8)
    close(at + timedelta(days=7))
    row = Release.objects.get(wave_id=crew.shown().id)
    assert row.is_changed
    assert "arrow" in row.manifest["withheld"]
    assert set(Asked.objects.values_list("wave_id", flat=True)) == {row.wave_id}, "older rosters are gone"


def test_a_threshold_may_be_raised_and_is_not_lowered(
    crew: Crew, moving: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PULSE_THRESHOLDS = Thresholds(scores=10)
    voted(crew, crew.open(), [5] * 9)
    moving.move_to(CLOSES)
    close()
    assert crew.shown().state == "too_few"
    from fairlead.config import environment

    for name in ("SCORES", "ITEMS", "COMMENTS"):
        with pytest.raises(environment.BadSetting):
            getattr(environment, f"PULSE_{name}")({f"FAIRLEAD_PULSE_{name}": "4"})


# --- too few ---


def test_of_three_answers_of_eight_nothing_is_left_anywhere(
    committed: None, clean_box: None, moving: Any, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in the database or its log, not in the box, not in a back-up, not in what the program logs."""
    crew = the_crew(8)
    pulse = crew.open()
    caplog.set_level("DEBUG")
    tickets = voted(crew, pulse, [3] * 3, ("a canary nobody should find",))
    kept = _traces(3)
    close_due(at=CLOSES)
    assert not any(one in _files() for one in kept), "at once, not only when its files are written anew"
    moving.move_to(CLOSES)
    close()
    assert crew.shown().state == "too_few"
    if settings.IS_SQLITE:
        assert box.path().read_bytes()[36:40] == bytes(4), "how many pages are free would tell how many came"
    assert not Release.objects.exists()
    assert not Asked.objects.exists()
    files = _files()
    write_backup(tmp_path / "kept", at=CLOSES)
    files += (tmp_path / "kept").read_bytes() + caplog.text.encode()
    for trace in (*kept, *(ticket.id for ticket in tickets), *(ticket.signature for ticket in tickets)):
        assert trace not in files
    assert b"a canary nobody" not in files


def _traces(answered: int) -> list[bytes]:
    """The ends of what lies in the box: keys, ballots, envelopes."""
    with box.opened() as inside:
        keys = inside.rows("SELECT token, seal FROM pulses_key")
        ballots = inside.rows("SELECT ballot, sealed FROM pulses_ballot")
    found = [bytes(value)[-32:] for row in (*keys, *ballots) for value in row]
    assert len(found) == 2 + 2 * answered
    if settings.IS_SQLITE:
        assert all(one in box.path().read_bytes() for one in found), "so the search finds what is there"
    return found


def _files() -> bytes:
    """All that lies in files, on SQLite; on PostgreSQL all the rows there are."""
    if settings.IS_SQLITE:
        name = str(connection.settings_dict["NAME"])
        places = [name, f"{name}-wal", str(box.path()), f"{box.path()}-journal", f"{box.path()}-wal"]
        return b"".join(_bytes(place) for place in places)
    tables = [row[0] for row in sql.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", [])]
    return b"".join(repr(sql.rows(f'SELECT * FROM "{table}"', [])).encode() for table in tables)


def _bytes(place: str) -> bytes:
    return Path(place).read_bytes() if Path(place).exists() else b""


def test_before_the_close_no_back_up_holds_a_ballot_or_a_key(
    committed: None, clean_box: None, moving: Any, tmp_path: Any
) -> None:
    crew = the_crew(8)
    pulse = crew.open()
    voted(crew, pulse, [3] * 4)
    write_backup(tmp_path / "kept", at=OPENS)
    packed = gzip.decompress((tmp_path / "kept").read_bytes())
    assert str(pulse.id).replace("-", "").encode() in packed, "of the wave itself it knows"
    for name in box.TABLES:
        assert name.encode() not in packed
    for trace in _traces(4):
        assert base64.b64encode(trace) not in packed


# --- stopped anywhere ---


class Killed(BaseException):
    """The process was ended here."""


@contextmanager
def killed_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """At the step-th statement, of either database, everything ends. Gives how many there were."""
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        if count == step:
            raise Killed

    def main(execute: Any, *args: Any) -> Any:
        tick()
        return execute(*args)

    real, rewrite = box.spelled, box.rewrite

    def spelled(statement: str) -> str:
        if settings.IS_SQLITE:
            tick()
        return real(statement)

    def rewritten() -> bool:
        tick()
        done = rewrite()
        tick()
        return done

    with monkeypatch.context() as patched, connection.execute_wrapper(main):
        patched.setattr(box, "spelled", spelled)
        patched.setattr(box, "rewrite", rewritten)
        with suppress(Killed):
            yield lambda: count


def test_a_close_stopped_at_any_statement_is_run_again_with_the_same_manifest(
    committed: None, clean_box: None, moving: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_key = opening.new_token_key()  # making one takes longer than all the rest
    monkeypatch.setattr(opening, "new_token_key", lambda: one_key)
    crew = the_crew(5)
    step, at, survived = 0, OPENS, 0
    while True:
        step += 1
        pulse = crew.open(at)
        moving.move_to(at)
        voted(crew, pulse, [5] * 5)
        over = at + timedelta(days=7)
        with killed_at(step, monkeypatch) as counted:
            close_due(at=over)
            sweep_closed(at=over)
        before = Release.objects.filter(wave_id=pulse.id).values("manifest", "drawing").first()
        assert (before is not None) == (Wave.objects.get(id=pulse.id).state == "closed")
        survived += before is not None
        close(over)
        close(over)
        after = Release.objects.filter(wave_id=pulse.id).values("manifest", "drawing").first()
        assert after is not None
        assert before in (None, after), "what was published stays"
        assert Wave.objects.get(id=pulse.id).is_swept
        with box.opened() as inside:
            assert not any(inside.rows(f"SELECT * FROM {table}") for table in box.TABLES)
        at += timedelta(days=28)
        if counted() < step:
            break
    assert step > 15
    assert 3 < survived < step, "before and after it was published"


def test_two_workers_close_a_wave_once(crew: Crew, moving: Any) -> None:
    voted(crew, crew.open(), [5] * 9)
    close()
    told = manifest_of(crew)
    Wave.objects.filter(is_swept=True).update(is_swept=False)
    close()
    assert manifest_of(crew) == told
    assert Release.objects.count() == 1


def test_a_wave_whose_keys_are_gone_shows_nothing(crew: Crew, moving: Any) -> None:
    """As after a back-up was brought back: no key came with it."""
    pulse = crew.open()
    voted(crew, pulse, [5] * 9)
    with box.opened() as inside:
        inside.rows("DELETE FROM pulses_key")
    close()
    assert crew.shown().state == "too_few"
