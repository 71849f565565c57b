"""The one place where templates get their environment: strict about names, gettext, escaping on.

What may not live here: what a page shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined

from fairlead.doors.templating import furnish


def environment(**options: Any) -> Environment:
    options |= {"undefined": StrictUndefined, "autoescape": True}
    made = Environment(  # noqa: S701 - it is on, a line above
        **options,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    furnish(made)
    return made
