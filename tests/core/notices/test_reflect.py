"""The reminder of one's own week: twice left out, asked once, then silent until they write again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from fairlead.core.notices.reflect import Call, call_of, moment_of, week_at
from fairlead.core.reflection import Week

NOW = Week.of(date(2026, 11, 27))
W46, W47, W48 = NOW.before.before.name, NOW.before.name, NOW.name


@pytest.mark.parametrize(
    ("reminded", "written", "asked_in", "call"),
    [
        ((), (), None, "remind"),
        ((), (W48,), None, "none"),  # written already
        ((W47,), (), None, "remind"),  # once left out
        ((W46, W47), (), None, "ask"),  # twice
        ((W46, W47), (W47,), None, "remind"),
        ((W46, W47), (W46,), None, "remind"),
        ((W46,), (), None, "remind"),  # last week nobody reminded
        ((W46, W47), (), W47, "none"),  # asked already
        ((), (), "2026-W40", "none"),  # and for ever, until
        ((), (W47,), W47, "remind"),  # they wrote again
        ((), (W46,), W47, "none"),  # that was before
    ],
)
def test_reminded_asked_once_or_silent(
    reminded: tuple[str, ...], written: tuple[str, ...], asked_in: str | None, call: Call
) -> None:
    assert call_of(NOW, reminded=reminded, written=written, asked_in=asked_in) == call


def test_the_hour_is_on_ones_own_clock() -> None:
    assert moment_of(NOW, day=4, hour=16, zone="Europe/Berlin") == datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    assert moment_of(NOW, day=4, hour=16, zone="America/New_York") == datetime(
        2026, 11, 27, 21, 0, tzinfo=UTC
    )
    assert week_at(datetime(2026, 11, 29, 23, 30, tzinfo=UTC), "Europe/Berlin") == NOW.after
