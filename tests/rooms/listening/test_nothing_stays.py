"""No word of a talk stays: not in the database and its log, not in a session, a log or a temporary folder; own numbers are sealed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.test import Client

from fairlead.core.listening.words import stem, tokens
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.uploads import MOST
from fairlead.rooms.archive.actions.backup import write_backup
from fairlead.rooms.listening.actions.keep import keep
from fairlead.rooms.listening.models import Kept
from fairlead.rooms.listening.queries.kept import all_kept
from tests.doors.program import Program
from tests.rooms.listening.paper import Looking
from tests.rooms.promises.test_drafts_sealed import files_of_the_database
from tests.rooms.promises.world import NOW, the_world
from tests.rooms.reflections.test_storage import everything_in

WORD = "zebrafinch"
TALK = "".join(
    f"Dan: What did the {WORD} say about the ladder, number {n}?\nAlicia: The {WORD} said that it comes on Monday.\n"
    for n in range(40)
).encode()
LARGE = TALK + f"Alicia: {WORD} and so on.\n".encode() * 30_000
"""Larger than what Django would keep in memory on its own."""


def traces(folder: Path) -> list[str]:
    """The files that hold the word."""
    return [str(file) for file in folder.rglob("*") if file.is_file() and WORD.encode() in file.read_bytes()]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for whatever would be put aside."""
    folder = tmp_path / "aside"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_look_leaves_no_word_anywhere(
    committed: None, temporary: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    caplog.set_level("DEBUG")
    there: list[str] = []
    monkeypatch.setattr(UploadedFile, "close", lambda _self: there.extend(traces(temporary)))
    world = the_world()
    dan = Looking.at(world.dan).brings(LARGE)
    there += traces(temporary)
    dan.is_me("Dan").press("Not this one").press("Keep my figures")
    assert f"What did the {WORD} say" in dan.text
    Looking.at(world.dan).brings(b"no names " + TALK[:200].replace(b":", b""))
    program = Program.of(world.dan, at=NOW, scopes=("listen",))
    sent = {"transcript": TALK.decode(), "me": "Dan"}
    assert program.post("/listening", sent, Idempotency_Key="once").status_code == 200
    assert Kept.objects.count() == 1
    assert there == []
    assert traces(temporary) == traces(Path(settings.DATA)) == []
    assert WORD.encode() not in files_of_the_database()
    if settings.IS_SQLITE:
        assert b"Dan Dorn" in files_of_the_database()  # it was looked at where words would be
    assert WORD not in caplog.text
    file = tmp_path / "kept.backup"
    write_backup(file, at=NOW)
    kept = everything_in(file)
    assert b"Dan Dorn" in kept
    assert WORD.encode() not in kept
    assert b"questions" not in kept  # the numbers are sealed
    assert tokens.cache_info().currsize == stem.cache_info().currsize == 0


def test_the_word_would_be_found_in_a_folder_of_files_put_aside(temporary: Path) -> None:
    """Teeth: what Django does unasked with a large file."""
    from django.core.files.uploadhandler import TemporaryFileUploadHandler

    put = TemporaryFileUploadHandler()
    put.new_file("file", "talk", "text/plain", len(LARGE), None, {})
    put.receive_data_chunk(LARGE, 0)
    put.file.flush()
    assert traces(temporary)
    put.file.close()


def test_of_a_file_too_large_one_byte_more_than_is_taken_comes_through(db: None) -> None:
    from fairlead.doors.uploads import InMemory

    coming = InMemory()
    coming.new_file("file", "talk", "text/plain", None, None, {})
    for _ in range(12):
        assert coming.receive_data_chunk(b"x" * 1_000_000, 0) is None
    assert coming.file_complete(12_000_000).size == MOST + 1


def test_kept_figures_open_for_their_owner_in_their_place_alone(db: None) -> None:
    world = the_world()
    dan = Looking.at(world.dan).brings(TALK).is_me("Dan").press("Keep my figures")
    assert dan.answer.status_code == 200
    assert all_kept(world.alice) == ()
    Kept.objects.update(person_id=world.alice.person)
    with pytest.raises(Refusal, match="unavailable: private"):
        all_kept(world.alice)


def test_a_token_sees_them_only_if_it_was_made_for_them(db: None) -> None:
    world = the_world()
    dan = {name: getattr(world.dan, name) for name in ("person", "organisation", "name", "zone")}
    for scopes in ({"read", "write", "reflect"}, {"admin"}, set[str]()):
        token = Viewer(**dan, scopes=frozenset(scopes))
        with pytest.raises(Refusal, match="scope"):
            all_kept(token)
        with pytest.raises(Refusal, match="scope"):
            keep(viewer=token, figures=(), on=None, at=NOW)
    assert all_kept(Viewer(**dan, scopes=frozenset({"listen"}))) == ()


def test_nobody_unknown_is_let_in(db: None) -> None:
    the_world()
    for address in ("/listening", "/listening/look", "/listening/year/2026"):
        assert Client().get(address)["Location"].startswith("/sign-in")
