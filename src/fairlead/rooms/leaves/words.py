"""The bar above everything that somebody reads along with, in words. What may not: who reads along, addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from fairlead.core.leave import open_acts
from fairlead.core.policy import Viewer
from fairlead.doors.names import first_name
from fairlead.rooms.leaves.queries import LeaveShown

SORTS: Final[dict[str, Lazy]] = {
    "question": lazy("A question"),
    "prompt": lazy("Something to think about"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One sentence; one press that ends it (`end`: what is sent, to `address`); and where to answer or to ask.

    until: shown as a day, where somebody reads along."""

    text: str
    address: str
    end: Mapping[str, str] | None = None
    link: str = ""
    until: datetime | None = None


def bar_of(
    leave: LeaveShown | None, *, viewer: Viewer, address: str, called: Mapping[UUID, str], at: datetime
) -> Bar | None:
    """called: first names of those whose thing it is. None: nobody reads along, and nobody is suggested."""
    if leave is None:
        return None
    coach = first_name(leave.coach_name)
    if viewer.person == leave.coach:
        return reading_along(address, until=leave.ends_at)
    if leave.law.reader(at):
        return Bar(
            _("%(coach)s can read this page.") % {"coach": coach},
            address,
            {"act": "end"},
            until=leave.ends_at,
        )
    if "agree" in open_acts(leave.law, by=viewer.person, at=at):
        by = called.get(leave.by, "")
        text = _("%(name)s would like %(coach)s to read along.") % {"name": by, "coach": coach}
        return Bar(text, address, link=_("Answer"))
    other = called.get(leave.other, "") if leave.other else ""
    words = {"coach": coach, "name": other}
    return Bar(
        _("You suggested %(coach)s. Nothing is shown until %(name)s says yes, too.") % words,
        address,
        link=_("Change"),
    )


def reading_along(address: str, *, until: datetime | None) -> Bar:
    """What a coach sees above what is shared with them."""
    return Bar(
        _("You read along here, and move nothing."), f"{address}/ask", link=_("Ask a question"), until=until
    )
