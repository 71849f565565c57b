"""What every test may rely on: marks for the database, hypothesis profiles, no way out of the machine.

Which database is used is FAIRLEAD_DATABASE_URL's word: none means SQLite (tests/postgres.py gives the other)."""

from __future__ import annotations

import os

import pytest
from django.conf import settings
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

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that uses the database is run on both, unless it says that it is about one of them."""
    skipped = "postgresql_only" if settings.IS_SQLITE else "sqlite_only"
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker("database")
        if item.get_closest_marker("postgresql_only"):
            item.add_marker("database")
        if item.get_closest_marker(skipped):
            item.add_marker(pytest.mark.skip(reason=f"{skipped}: this run is on the other"))
