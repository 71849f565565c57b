"""The calendar on the wall of the room in which everybody of the browser tests sits. Nothing else lives here."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from fairlead.doors import clock

HERE = ZoneInfo("Europe/Berlin")
"""Where the organisation and the browsers of these tests are. (Between eleven and midnight by Greenwich it is tomorrow there.)"""


def today() -> date:
    return clock.now().astimezone(HERE).date()
