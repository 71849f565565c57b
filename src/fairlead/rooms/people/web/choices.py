"""What one can choose from on the pages of people. What may not: what is chosen."""

from __future__ import annotations

from functools import cache
from typing import Final
from zoneinfo import available_timezones

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from fairlead.core.calendar.moments import is_zone

DAYS: Final = (7, 30, 90, 366)


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """By region, then by town: the names people know, without the old spellings."""
    named = sorted(name for name in available_timezones() if is_zone(name) and "/" in name)
    towns = [name for name in named if not name.startswith(("Etc/", "SystemV/", "US/"))]
    return tuple((name, name.replace("_", " ")) for name in ["UTC", *towns])


def languages() -> list[tuple[str, str]]:
    """Each in its own words."""
    return list(settings.LANGUAGES)


def themes() -> list[tuple[str, str]]:
    return [("system", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))]


def scopes(*, is_admin: bool) -> list[tuple[str, str, str]]:
    """Each with a label and what it lets a program do."""
    everybody = [
        ("read", _("Read"), _("see what you see, but nothing of Reflect")),
        ("write", _("Act"), _("ask, offer, answer and change as you")),
        ("reflect", _("Reflect"), _("see and write your private reflections")),
        ("listen", _("Listen"), _("look at a talk for you, and see the figures you kept")),
    ]
    return [*everybody, ("admin", _("Set up"), _("what an administrator may"))] if is_admin else everybody


def token_days() -> list[tuple[str, str]]:
    return [(str(days), _("%(days)s days") % {"days": days}) for days in DAYS]


def weekdays() -> list[tuple[int, str]]:
    """Monday is 0, as in core/calendar."""
    return [(number, str(name)) for number, name in WEEKDAYS.items()]


def shortcuts() -> list[tuple[str, str]]:
    """What a single key opens; the names are those of fields.KEYS."""
    return [
        ("ask", _("Ask someone")),
        ("offer", _("Offer something")),
        ("find", _("Find")),
        ("keys", _("This list")),
        ("next", _("Next")),
        ("previous", _("Previous")),
        ("go", _("Go to, before the key of a place")),
        ("accept", _("Yes, I promise")),
        ("change", _("Suggest a change")),
        ("time", _("I need time")),
        ("decline", _("Not this time")),
        ("risk", _("I see a risk")),
        ("done", _("Done: please check")),
        ("question", _("Ask a question")),
    ]
