"""A full disk, a locked database, one that is gone: an honest page, nothing half-written, and then it goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.test import Client

from fairlead.rooms.promises.models import Move, Words
from fairlead.rooms.promises.queries.show import PromiseShown
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import World, the_world

LONG = "Every day has two names. " * 390


@pytest.fixture
def world(committed: None) -> World:
    return the_world()


@contextmanager
def a_full_disk() -> Iterator[None]:
    """SQLite has no page to spare and may not take one more: to it that is a disk without room."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def a_locked_database() -> Iterator[None]:
    """Another program is writing and does not stop."""
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 20")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20000")


@contextmanager
def a_vanished_database() -> Iterator[None]:
    """The server lets nobody in and has thrown everybody out."""
    ours = connection.get_connection_params()
    address = {name: ours[name] for name in ("host", "port", "user", "password") if ours.get(name)}
    name = connection.settings_dict["NAME"]
    with psycopg.connect(dbname="postgres", **address, autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
            connection.close()


def a_note(client: Client, promise: PromiseShown) -> int:
    client.raise_request_exception = False
    token = client.cookies["fairlead-csrf"].value
    return client.post(
        f"/promises/{promise.id}/note", {"csrfmiddlewaretoken": token, "text": LONG, "version": "1"}
    ).status_code


def told(world: World, trouble: str) -> None:
    promised = world.promised()
    dan = browser_of(world.dan)
    dan.get(f"/promises/{promised.id}/note")
    before = Move.objects.count(), Words.objects.count()
    with globals()[trouble]():
        assert a_note(dan, promised) == 503
        answer = dan.post(
            f"/promises/{promised.id}/note",
            {"csrfmiddlewaretoken": dan.cookies["fairlead-csrf"].value, "text": LONG, "version": "1"},
        )
        assert "Nothing was half-written" in answer.content.decode()
    assert (Move.objects.count(), Words.objects.count()) == before
    assert a_note(dan, promised) == 303
    assert Move.objects.count() == before[0] + 1


@pytest.mark.sqlite_only
@pytest.mark.parametrize("trouble", ["a_full_disk", "a_locked_database"])
def test_a_note_that_finds_no_room_or_no_turn_is_told_so_and_goes_through_later(
    world: World, trouble: str
) -> None:
    told(world, trouble)


@pytest.mark.postgresql_only
def test_a_note_that_finds_no_database_is_told_so_and_goes_through_later(world: World) -> None:
    told(world, "a_vanished_database")
