"""Sentences about what was done to a person, for their page and for the mail that tells them.

What may not: choosing whom to tell."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from fairlead.rooms.people.shapes import AdminActCard

DONE: Final = {
    "added": later("%(by)s added you to this organisation."),
    "renamed": later("%(by)s changed your name from “%(before)s” to “%(after)s”."),
    "suspended": later(
        "%(by)s suspended you: you cannot sign in for now. What you promised stands as it is."
    ),
    "reinstated": later("%(by)s let you in again."),
    "admin_given": later("%(by)s made you an administrator."),
    "admin_taken": later("You are no longer an administrator. %(by)s changed that."),
    "team_joined": later("%(by)s added you to the team %(team)s."),
    "team_left": later("%(by)s took you out of the team %(team)s."),
    "lead_given": later("%(by)s made you a lead of the team %(team)s."),
    "lead_taken": later("You no longer lead the team %(team)s. %(by)s changed that."),
    "linked": later("%(by)s made a link that signs in as you, once, within a day."),
    "token_created": later("%(by)s made a token that can act as you: %(scopes)s."),
}
GONE: Final = later("something that was erased")


def told(act: AdminActCard) -> str:
    by = act.by_name or _("Whoever runs the machine")
    facts = {name: _(GONE) for name in ("before", "after", "team", "scopes")}
    return _(DONE[act.act]) % (facts | act.data | {"by": by})
