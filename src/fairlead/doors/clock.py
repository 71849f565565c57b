"""The one place that looks at the clock. Actions are given the moment as `at=`."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
