"""Dan takes his things over the API, Ada what the organisation may take; and neither takes what is not theirs."""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from click.testing import CliRunner
from django.utils import translation

from fairlead.config.cli import fairlead
from fairlead.core.calendar import Moment
from fairlead.outside.calendar import Date, calendar
from fairlead.rooms.archive import verify
from fairlead.rooms.archive.api import OwnThings
from fairlead.rooms.people import actions
from fairlead.rooms.promises.actions.drafts import keep_draft
from tests.house import sources
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.conftest import Programs, clock, programs, world  # noqa: F401
from tests.rooms.promises.test_cli import run
from tests.rooms.promises.world import NOW

Folded = dict[str, str]


def events_of(text: str) -> list[Folded]:
    plain = text.replace("\r\n ", "")
    found = [part.partition("\r\nEND:VEVENT")[0] for part in plain.split("BEGIN:VEVENT\r\n")[1:]]
    return [dict(line.split(":", 1) for line in one.split("\r\n")) for one in found]


def test_dan_takes_his_things_over_the_api_and_they_verify(programs: Programs, tmp_path: Path) -> None:  # noqa: F811
    promise = programs.promised(check_ins=["2026-12-01T09:00:00+01:00[Europe/Berlin]"])
    keep_draft(viewer=programs.world.dan, body={"text": "half a thought"}, at=NOW)
    file = tmp_path / "dan.zip"
    told = run(programs.dan, "export", "--me", str(file))
    assert told.exit_code == 0, told.output
    packed = zipfile.ZipFile(file)
    assert packed.namelist() == ["fairlead.json", "fairlead.html", "fairlead.ics"]
    report = verify.verified(file, None)
    assert (report.promises, report.moves, report.problems) == (1, 2, [])
    data = json.loads(packed.read("fairlead.json"))
    OwnThings.model_validate(data)  # the published shape, and nothing beside it
    assert data["drafts"][0]["text"] == "half a thought"
    assert "A rota for the Christmas" in packed.read("fairlead.html").decode()
    dates = packed.read("fairlead.ics").decode()
    assert "rota" not in dates
    due, check_in = (
        next(one for one in events_of(dates) if f"-{kind}-1@" in one["UID"]) for kind in ("due", "check_in")
    )
    assert due["UID"].startswith(promise["id"])
    assert due["DTSTART;TZID=Europe/Berlin"] == "20261209T170000"
    assert check_in["DTSTART;TZID=Europe/Berlin"] == "20261201T090000"
    page = browser_of(programs.world.dan).get("/you/export").content
    same = zipfile.ZipFile(io.BytesIO(page))
    assert json.loads(same.read("fairlead.json")) == data
    assert same.read("fairlead.ics") == packed.read("fairlead.ics")


def test_titles_are_a_choice_and_a_date_keeps_its_uid(programs: Programs) -> None:  # noqa: F811
    promise = programs.promised()
    before = events_of(programs.dan.get("/me/export?titles=true").data["dates"])
    assert any(one["SUMMARY"].endswith("A rota for the Christmas support desk") for one in before)
    terms = {"due": "2026-12-10T17:00:00+01:00[Europe/Berlin]"}
    promise = programs.moved(programs.dan, promise, "propose_change", terms=terms)
    asked = events_of(programs.dan.get("/me/export").data["dates"])
    assert [one["UID"] for one in asked] == [one["UID"] for one in before]
    assert "20261209T170000" in str(asked)  # until both agree
    programs.moved(programs.alice, promise, "agree")
    after = events_of(programs.dan.get("/me/export").data["dates"])
    assert [one["UID"] for one in after] == [one["UID"] for one in before]
    assert "20261210T170000" in str(after)
    assert int(after[0]["SEQUENCE"]) > int(before[0]["SEQUENCE"])


def test_nobody_takes_what_is_not_theirs(programs: Programs, tmp_path: Path) -> None:  # noqa: F811
    programs.promised(text="between us")
    keep_draft(viewer=programs.world.dan, body={"text": "half a thought"}, at=NOW)
    for who, hidden in (
        (programs.olga, "between us"),
        (programs.mallory, "rota"),
        (programs.alice, "half a thought"),
    ):
        assert hidden not in json.dumps(who.get("/me/export?titles=true").data)
    file = tmp_path / "none.zip"
    told = run(None, "export", "--me", str(file))
    assert told.exit_code == 1
    assert not file.exists()
    assert run(programs.dan, "export", str(file)).exit_code == 2
    assert run(programs.dan, "export", "--me", "--organisation", str(file)).exit_code == 2


def test_an_organisation_takes_people_teams_and_days_and_no_promise(
    programs: Programs,  # noqa: F811
    tmp_path: Path,
) -> None:
    programs.promised(text="between us")
    keep_draft(viewer=programs.world.dan, body={"text": "half a thought"}, at=NOW)
    actions.suspend(programs.world.olga.person, by=None, at=NOW)
    file = tmp_path / "all.zip"
    several = CliRunner().invoke(fairlead, ["export", "--organisation", str(file)])
    assert several.exit_code == 1  # there are two of them
    assert not file.exists()
    name = programs.dan.get("/me").data["organisation"]["name"]
    told = CliRunner().invoke(fairlead, ["export", "--organisation", "--name", name, str(file)])
    assert told.exit_code == 0, told.output
    text = zipfile.ZipFile(file).read("organisation.json").decode()
    data = json.loads(text)
    assert data["schema"] == "fairlead.organisation/1"
    assert {one["name"]: one["is_suspended"] for one in data["people"]} == {
        "Alice Adams": False, "Dan Dorn": False, "Olga Orlova": True,
    }  # fmt: skip
    assert [one["name"] for one in data["teams"]] == ["Delivery"]
    assert data["people"][1]["email"] == "dan@example.org"
    for hidden in ("between us", "rota", "half a thought", "Mallory", "promise", "move"):
        assert hidden not in text


def test_a_calendar_says_what_its_zones_do_and_breaks_no_line() -> None:
    made = [
        Date(f"{zone}@x", Moment(datetime(2026, month, 9, 16, tzinfo=UTC), zone), "Ä, b; c\\d\n" + "ü" * 90, "https://x", 2, NOW)
        for zone in ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC")
        for month in (7, 12)
    ]  # fmt: skip
    text = calendar(made, name="Fairlead")
    assert text.count("BEGIN:VTIMEZONE") == 3
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "Ä\\, b\\; c\\\\d\\n" + "ü" * 90 in text.replace("\r\n ", "")
    berlin = text.partition("TZID:Europe/Berlin\r\n")[2].partition("END:VTIMEZONE")[0]
    assert "DTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET" in berlin
    assert "DTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST" in berlin
    assert "DTSTART;TZID=America/New_York:20260709T120000" in text
    assert "DTSTART:20260709T160000Z" in text
    assert datetime(2026, 7, 9, 12, tzinfo=ZoneInfo("America/New_York")) == datetime(
        2026, 7, 9, 16, tzinfo=UTC
    )


def test_taking_and_checking_need_no_installation_here() -> None:
    look = (
        "import sys; from fairlead.config.cli import fairlead; import click;"
        "c = click.Context(fairlead);"
        "assert all(fairlead.get_command(c, name) for name in ('export', 'verify'));"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


def test_the_page_and_the_calendar_speak_the_readers_language(programs: Programs) -> None:  # noqa: F811
    programs.promised()
    with translation.override("de"):
        found = programs.dan.get("/me/export").data
    assert "A promise: by now" in found["dates"]


def test_the_published_schema_is_the_programs() -> None:
    spec = importlib.util.spec_from_file_location("make_export", sources.ROOT / "docs" / "make_export.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.PAGE.read_text(encoding="utf-8") == made.page()
