"""What mails say of a pulse: that it is open, that it is still open, that its result is there. No figure, and nobody's answer.

What may not live here: handing in, planning, and whether somebody wants the mail (letters.py)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from fairlead.rooms.notices.actions.letters_of_weeks import Reader, Words
from fairlead.rooms.notices.models import Outbox
from fairlead.rooms.people.queries import team_names
from fairlead.rooms.pulses.queries.links import link_of
from fairlead.rooms.pulses.queries.show import show
from fairlead.rooms.pulses.queries.told import half_of


def of_pulse(row: Outbox, reader: Reader) -> Words | str:
    """To everybody who is asked, the same words. A reason where it is not to be sent."""
    shown = show(viewer=reader.viewer, pulse=row.thing_id)
    is_open = shown.state == "open" and reader.at < shown.closes_at
    is_overtaken = row.mark == "open" and reader.dates.today >= half_of(shown.opens_on)
    if not (is_open and shown.is_asked) or is_overtaken:
        return "moved_on"
    team = {"team": team_names({shown.team})[shown.team]}
    said = _("How is it to work together in %(team)s?") if row.mark == "open" else _("Still open: how is it to work together in %(team)s?")  # fmt: skip
    last_day = shown.closes_on - timedelta(days=1)
    return "pulse", said % team, {"team_name": team["team"], "pulse": shown.id, "last_day": last_day}


def of_link(row: Outbox, reader: Reader) -> Words | str:
    """To who asked for it alone. The code is in this mail, and in no row of the outbox."""
    shown = show(viewer=reader.viewer, pulse=row.thing_id)
    code = link_of(viewer=reader.viewer, pulse=shown.id)
    if code is None or shown.state != "open" or reader.at >= shown.closes_at:
        return "moved_on"
    name = team_names({shown.team})[shown.team]
    values = {"team_name": name, "code": code, "last_day": shown.closes_on - timedelta(days=1)}
    return "pulse_link", _("Your link to the pulse of %(team)s") % {"team": name}, values


def of_result(row: Outbox, reader: Reader) -> Words | str:
    """To everybody in the team, whoever leads it among them, at the same moment."""
    shown = show(viewer=reader.viewer, pulse=row.thing_id)
    if shown.state != "closed":
        return "moved_on"
    name = team_names({shown.team})[shown.team]
    subject = _("What %(team)s answered is there") % {"team": name}
    return "pulse_end", subject, {"team_name": name, "pulse": shown.id}
