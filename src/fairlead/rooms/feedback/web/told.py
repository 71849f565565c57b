"""What one line of feedback says to its reader, in one sentence without its words.

What may not live here: HTML, whether somebody may read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from fairlead.doors.dates import Dates
from fairlead.doors.names import first_name
from fairlead.rooms.feedback.queries.show import FeedbackShown, Line
from fairlead.rooms.feedback.words import ANSWERS
from fairlead.rooms.people.shapes import PersonCard

MINE: Final[Mapping[str, str]] = {
    "give": later("You said"),
    "hear": later("You said it back"),
    "confirm": later("You answered: %(answer)s"),
    "will": later("You will, by %(date)s"),
    "not_now": later("You said: not now. You look at it again on %(date)s"),
    "done": later("You did it"),
    "changed": later("Did it change anything? You said: %(answer)s"),
    "say": later("You added"),
    "leave": later("May the team read what was decided? You said: %(answer)s"),
}
THEIRS: Final[Mapping[str, str]] = {
    "give": later("%(name)s said"),
    "hear": later("%(name)s said it back"),
    "confirm": later("%(name)s answered: %(answer)s"),
    "will": later("%(name)s will, by %(date)s"),
    "not_now": later("%(name)s said: not now. It is looked at again on %(date)s"),
    "done": later("%(name)s did it"),
    "changed": later("Did it change anything? %(name)s said: %(answer)s"),
    "say": later("%(name)s added"),
    "leave": later("May the team read what was decided? %(name)s said: %(answer)s"),
}


def sentence_of(line: Line, shown: FeedbackShown, dates: Dates, *, me: UUID | None) -> str:
    """me: the viewer; None: who holds the receipt."""
    is_mine = line.by == me if line.by else shown.me == "author" and line.role == "author"
    words = (MINE if is_mine else THEIRS)[line.decision or line.act]
    answer = str(ANSWERS[line.act][line.answer]) if line.answer and line.act in ANSWERS else ""
    return _(words) % {
        "name": name_of(line.by, shown.people),
        "answer": answer,
        "date": dates.day(line.date) if line.date else "",
    }


def name_of(person: UUID | None, people: Mapping[UUID, PersonCard]) -> str:
    """Nobody knows who wrote without a name."""
    if person is None:
        return _("Somebody")
    return first_name(people[person].name) if person in people else ""


def readers(shown: FeedbackShown) -> str:
    """Who can read what is typed here, in the policy's words."""
    if shown.team:
        team = shown.team_name
        if shown.is_signed:
            author = name_of(shown.author, shown.people)
            if shown.me == "author":
                return _("Only you and the people of %(team)s can read this.") % {"team": team}
            return _("Only %(name)s and the people of %(team)s can read this.") % {
                "name": author,
                "team": team,
            }
        return _("Whoever wrote it, and the people of %(team)s, can read this.") % {"team": team}
    if shown.me == "recipient":
        if not shown.is_signed:
            return _("Only you and whoever wrote it can read this. Nobody knows who that is.")
        return _("Only you and %(name)s can read this.") % {"name": name_of(shown.author, shown.people)}
    return _("Only you and %(name)s can read this.") % {"name": name_of(shown.person, shown.people)}
