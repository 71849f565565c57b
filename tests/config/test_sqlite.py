"""SQLite as it is set up: nothing acknowledged is lost, and writers take turns."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction

from fairlead.config.sqlite import base
from fairlead.doors.writer_lock import WriterLock

pytestmark = pytest.mark.sqlite_only


def asked(name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_connection_has_the_durable_settings() -> None:
    assert {name: asked(name) for name in base.DURABLE} == {
        name: row[1] for name, row in base.DURABLE.items()
    }


def test_a_setting_that_did_not_take_is_named() -> None:
    bare = sqlite3.connect(":memory:")
    assert "SQLite's foreign_keys should be ON, and is 0" in base.differences(bare)
    assert any("journal_mode" in line for line in base.differences(bare))  # memory has no WAL
    bare.close()


@pytest.mark.django_db(transaction=True)
def test_a_start_with_other_settings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "apply_settings", lambda _connection: None)
    fresh = connection.copy()
    with pytest.raises(ImproperlyConfigured, match=r"foreign_keys|trusted_schema"):
        fresh.connect()


@pytest.mark.django_db(transaction=True)
def test_the_writer_lock_is_held_in_a_transaction_and_free_after() -> None:
    lock = connection._lock if connection.ensure_connection() is None else None
    with transaction.atomic():
        assert lock.is_held
        with transaction.atomic():
            assert lock.is_held
        assert lock.is_held
    assert not lock.is_held
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert not lock.is_held


@pytest.mark.django_db(transaction=True)
def test_a_second_writer_waits_for_the_first() -> None:
    order: list[str] = []

    def write_later() -> None:
        other = connection.copy()
        other.connect()
        try:
            other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            order.append("second")
            other.rollback()
        finally:
            other.close()

    with transaction.atomic():
        thread = threading.Thread(target=write_later)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


def test_a_dead_holder_does_not_keep_the_lock(tmp_path: Path) -> None:
    first, second = WriterLock(str(tmp_path / "db")), WriterLock(str(tmp_path / "db"))
    first.take()
    first.close()
    assert second.take() < 1
    second.close()


@pytest.mark.django_db(transaction=True)
def test_who_has_waited_too_long_is_told_at_once_and_gives_the_lock_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connection.ensure_connection()
    real = WriterLock.take

    def slow(self: WriterLock) -> float:
        real(self)
        return 21.0

    monkeypatch.setattr(WriterLock, "take", slow)
    with pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass
    monkeypatch.undo()
    assert not connection._lock.is_held
    with transaction.atomic():
        pass
