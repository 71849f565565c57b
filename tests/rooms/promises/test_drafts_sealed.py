"""A draft's words are its author's alone: not in the database, its log, or a row that somebody moved."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

from fairlead.core.refusals import Refusal
from fairlead.rooms.people import actions as people
from fairlead.rooms.promises.actions.drafts import (
    drafts_of,
    drafts_page,
    forget_draft,
    keep_draft,
    show_draft,
)
from fairlead.rooms.promises.models import Draft
from tests.rooms.promises.world import NOW, World, the_world

ROOT = Path(__file__).resolve().parents[3]
SERVER = os.environ.get("FAIRLEAD_DATABASE_URL", "")
WORDS = "canarydraftq1x"


def kept(world: World, **body: object):
    return keep_draft(viewer=world.dan, body={"kind": "request", "text": WORDS, **body}, at=NOW)


def files_of_the_database() -> bytes:
    """On SQLite the file and its log, byte by byte; on PostgreSQL the row as it is kept."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT d::text, encode(d.sealed, 'escape') FROM promises_draft d")
            return repr(cursor.fetchall()).encode()
    name = Path(connection.settings_dict["NAME"])
    return b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*") if path.is_file())


def test_no_word_of_a_draft_is_in_the_database_or_its_log(committed: None) -> None:
    world = the_world()
    draft = kept(world, terms={"outcome": f"{WORDS} outcome"})
    keep_draft(viewer=world.dan, body={"text": f"{WORDS} again"}, at=NOW, draft=draft.id)
    assert show_draft(viewer=world.dan, draft=draft.id).body["text"] == f"{WORDS} again"
    assert Draft.objects.count() == 1
    assert WORDS.encode() not in files_of_the_database()
    if settings.IS_SQLITE:
        assert b"Dan Dorn" in files_of_the_database()  # it was looked at where words would be
    forget_draft(viewer=world.dan, draft=draft.id)


def test_a_draft_in_somebody_elses_row_does_not_open(world: World) -> None:
    dans = kept(world)
    alices = keep_draft(viewer=world.alice, body={"text": "mine"}, at=NOW)
    Draft.objects.filter(id=alices.id).update(sealed=Draft.objects.get(id=dans.id).sealed)
    with pytest.raises(Refusal, match="unavailable: private"):
        show_draft(viewer=world.alice, draft=alices.id)
    Draft.objects.filter(id=dans.id).update(person_id=world.alice.person)
    with pytest.raises(Refusal, match="unavailable: private"):
        show_draft(viewer=world.alice, draft=dans.id)
    with pytest.raises(Refusal, match="unavailable: private"):
        drafts_of(viewer=world.alice)


def test_a_list_asks_for_the_key_once_and_for_none_when_it_is_empty(
    world: World, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        assert drafts_page(viewer=world.dan) == ((), None)
    for _ in range(3):
        kept(world)
    with django_assert_num_queries(2):
        assert len(drafts_page(viewer=world.dan)[0]) == 3


def test_without_the_key_file_a_page_says_so_and_what_is_shared_goes_on(programs, settings, tmp_path) -> None:
    made = programs.dan.post("/drafts", {"kind": "request", "text": WORDS})
    assert made.status_code == 201
    settings.KEY_FILE = tmp_path / "nothing-here"
    answer = programs.dan.get("/drafts")
    assert answer.status_code == 503
    assert answer.data["code"] == "unavailable"
    assert "Once it is back" in str(answer.data)
    assert not settings.KEY_FILE.exists()
    programs.ask()


def test_erasing_dan_leaves_no_draft_that_opens(world: World) -> None:
    draft = kept(world)
    people.erase(world.dan.person, at=NOW)
    with pytest.raises(Refusal, match="not_found"):
        show_draft(viewer=world.dan, draft=draft.id)


# --- those kept before they were sealed ---

BEFORE = f"""
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from tests.rooms.promises.world import NOW, the_world
from uuid import uuid4
call_command("migrate", "people", verbosity=0)
call_command("migrate", "promises", "0003", verbosity=0)
call_command("migrate", "account", verbosity=0)
world = the_world()
with connection.cursor() as cursor:
    for person in (world.dan.person, uuid4()):
        cursor.execute("INSERT INTO promises_draft (id, organisation_id, person_id, body, updated_at)"
                       " VALUES (%s, %s, %s, %s, %s)", [*(
                       one if connection.vendor == "postgresql" else one.hex
                       for one in (uuid4(), world.dan.organisation, person)), '{{"text": "{WORDS}"}}', NOW])
call_command("migrate", verbosity=0)
from fairlead.rooms.promises.actions.drafts import drafts_of
from fairlead.rooms.promises.models import Draft
print([draft.body for draft in drafts_of(viewer=world.dan)], Draft.objects.count())
"""


@pytest.mark.database
def test_drafts_kept_before_are_sealed_when_the_program_is_brought_up_to_date(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/old.sqlite3"
    if SERVER:
        name = f"old_{uuid4().hex}"
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        parts = urlsplit(SERVER)
        address = f"{parts.scheme}://{parts.netloc}/{name}?{parts.query}"
    own = {
        "FAIRLEAD_DATA": str(tmp_path),
        "FAIRLEAD_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "fairlead.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    known = {name: value for name, value in os.environ.items() if not name.startswith("FAIRLEAD_")}
    run = subprocess.run(
        [sys.executable, "-c", BEFORE], env=known | own, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.stdout == f"[{{'text': '{WORDS}'}}] 1\n", run.stderr[-2000:]
    assert (tmp_path / "private-keys").exists()
    if not SERVER:
        assert WORDS.encode() not in (tmp_path / "old.sqlite3").read_bytes()
