"""What every template can say: dates in the reader's zone, names, addresses of files, the parts.

What lives here: filters and globals. What may not: what a page shows, anything that asks a database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from jinja2 import Environment
from markupsafe import Markup, escape

from fairlead.doors import assets, drawings
from fairlead.doors.dates import READER, Dates
from fairlead.doors.listing import listed
from fairlead.doors.names import first_name, initials
from fairlead.doors.words import written


class Parts:
    """`ui.button(...)`: the macros of parts.html, in every template and in every block of it.

    A block rendered alone (for htmx) does not run its page's imports; a global is there all the same."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        macro = getattr(self._environment.get_template("parts.html").module, name)
        setattr(self, name, macro)
        return macro


class Fixed:
    """`fixed('keys.html')`: a template that needs no context, rendered once per language and kept."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._kept: dict[tuple[str, str | None], Markup] = {}

    def __call__(self, name: str) -> Markup:
        key = (name, get_language())
        if key not in self._kept:
            self._kept[key] = Markup(self._environment.get_template(name).render())  # noqa: S704  a template's own words
        return self._kept[key]


def lines(text: str) -> Markup:
    """A person's text with its line breaks kept, everything else inert."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def furnish(environment: Environment) -> None:
    """Give a Jinja2 environment everything the templates of Fairlead rely on."""
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals.update(
        ui=Parts(environment),
        fixed=Fixed(environment),
        asset=assets.address,
        ring=drawings.ring,
        cord=drawings.cord,
        listed=listed,
        story=drawings.story,
        steps_done=drawings.steps_done,
        step_names=drawings.step_names,
        language=get_language,
    )
    environment.filters.update(
        initials=initials,
        first_name=first_name,
        lines=lines,
        written=written,
        **{
            name: _dated(getattr(Dates, name))
            for name in (
                "day", "long_day", "short_day", "weekday", "weekday_short", "clock", "moment", "long_moment",
                "near", "distance", "how_long", "field_date", "field_clock",
            )
        },
    )  # fmt: skip


def _dated(written: Callable[[Dates, Any], str]) -> Callable[[datetime | date | None], str]:
    def as_filter(value: datetime | date | None) -> str:
        return "" if value is None else written(READER.get(), value)

    return as_filter
