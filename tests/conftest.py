"""What every test may rely on: marks for the database, hypothesis profiles, no way out of the machine.

Which database is used is FAIRLEAD_DATABASE_URL's word: none means SQLite (tests/postgres.py gives the other)."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile(
    "quick",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.register_profile("thorough", hypothesis_settings.get_profile("quick"), max_examples=2000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

PUBLISHED = ("pulses_release", "pulses_parentrelease")
"""Tables the database guards as it does the journals."""
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "committed"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Every test that uses the database is run on both, unless it says that it is about one of them."""
    elsewhere = "postgresql_only" if settings.IS_SQLITE else "sqlite_only"
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker(elsewhere)])
    items[:] = [item for item in items if not item.get_closest_marker(elsewhere)]
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker("database")
        if item.get_closest_marker("postgresql_only"):
            item.add_marker("database")


def pytest_collection_finish() -> None:
    """What thousands of tests and all that they import have made by now stays: the collector need not look at it over
    and over, which took a fifth of a run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """A copy of a database that was migrated once for all workers."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        _begin_with_tables(connection.creation._get_test_db_name())
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(before, verbosity=0)


def _begin_with_tables(name: str) -> None:
    from tests import migrated

    if settings.IS_SQLITE:
        shutil.copyfile(migrated.file(), name)
    else:
        migrated.make_like(migrated.database(), name)
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """What was slowed down in one test is not in the next."""
    from fairlead.doors.cookieless import BUCKETS

    cache.clear()
    for buckets in BUCKETS.values():
        buckets.forget()


def _guard(*, is_on: bool) -> None:
    """The journals' guard against being emptied, which a test that commits has to lift when it tidies up."""
    from fairlead.doors.journal.guard import sqlite_guard
    from fairlead.doors.journal.rows import LineRow

    for table in (*(model._meta.db_table for model in LineRow.__subclasses__()), *PUBLISHED):
        if connection.vendor == "sqlite":
            lift = [f"DROP TRIGGER {table}_no_{act}" for act in ("update", "delete")]
            statements = sqlite_guard(table) if is_on else lift
        else:
            word = "ENABLE ALWAYS" if is_on else "DISABLE"
            names = (f"{table}_no_change", f"{table}_no_truncate")
            statements = [f"ALTER TABLE {table} {word} TRIGGER {name}" for name in names]
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


@pytest.fixture
def _guarded_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        _guard(is_on=True)


@pytest.fixture
def committed(_guarded_again: None, transactional_db: None) -> Iterator[None]:
    """Everything is really committed, for tests with several threads; all tables are empty afterwards."""
    yield
    _guard(is_on=False)
