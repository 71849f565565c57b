"""What the mails about reading along say: that somebody is asked, invited, or that it has ended. No word of the thing.

What may not: planning (follow_leaves.py). The right to see is asked again by whoever opens the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from fairlead.core.policy import Viewer
from fairlead.rooms.conversations.queries.stored import journal
from fairlead.rooms.leaves.queries import Told, leave_by_id
from fairlead.rooms.people.queries import names


@dataclass(frozen=True, slots=True)
class Sentence:
    """Subject, text, and where it leads."""

    subject: str
    text: str
    address: str
    button: str


HOME: Final = "/coaching"


def sentence_of(kind: str, thing: UUID, *, viewer: Viewer, at: datetime) -> Sentence | None:
    """None when it no longer holds."""
    found = leave_by_id(thing)
    if found is None:
        return _of_talk(kind, thing, viewer, at)
    leave = found.leave
    holds = found.ended_at is None and leave.law.reader(at) is not None
    waits = found.ended_at is None and leave.since is None
    if not {"coach_ask": waits, "coach": holds, "coach_end": not holds and not waits}[kind]:
        return None
    called = names({leave.by, leave.coach})
    return _said(kind, called.get(leave.by, ""), called.get(leave.coach, ""), _address(found, viewer))


def _address(found: Told, viewer: Viewer) -> str:
    if viewer.person == found.leave.coach:
        return HOME
    here = f"/promises/{found.leave.thing}"
    if found.ended_at is None and found.leave.since is None:
        return f"{here}/coach"
    return here if found.leave.kind == "promise" else "/you/coaches"


def _of_talk(kind: str, thing: UUID, viewer: Viewer, at: datetime) -> Sentence | None:
    found = journal(thing, organisation=viewer.organisation)
    if found is None:
        return None
    talk, here = found.talk, f"/conversations/{thing}"
    is_party = talk.role(viewer.person) is not None
    if kind == "coach_end":
        return _said(kind, "", "", here if is_party else HOME)
    if kind == "coach":
        return _said(kind, "", "", HOME) if talk.facilitates(at) == viewer.person else None
    if talk.suggested is None or not is_party or talk.role(viewer.person) == talk.suggested[1]:
        return None
    suggested, by = talk.suggested[0], talk.person(talk.suggested[1])
    called = names({suggested, by})
    return _said(kind, called.get(by, ""), called.get(suggested, ""), f"{here}/coach")


def _said(kind: str, name: str, coach: str, address: str) -> Sentence:
    words = {"name": name, "coach": coach}
    if kind == "coach_ask":
        text = _(
            "%(name)s would like %(coach)s to read along with something of you both. Nothing is shown unless you say yes,"
            " too; a no is as good."
        )
        return Sentence(_("%(name)s asks for a yes of yours") % words, text % words, address, _("Look at it"))
    if kind == "coach":
        text = _("Something is shared with you for 30 days at most. You can ask, and move nothing.")
        return Sentence(_("You are invited to read along"), text, HOME, _("Show what is shared with you"))
    if address == HOME:
        text = _("Something that was shared with you is not shared any more.")
        return Sentence(text, text, HOME, _("Show what is shared with you"))
    text = _("Nobody reads along with something of yours any more: the leave you gave has ended.")
    return Sentence(_("Nobody reads along any more"), text, address, _("Show it"))
