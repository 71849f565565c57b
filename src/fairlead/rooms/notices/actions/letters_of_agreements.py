"""What mails say of agreements: whose they are, a date, and nothing that anybody wrote.

What may not live here: handing in, planning, and whether somebody wants the mail (letters.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.agreements.queries.show import AgreementShown, show
from fairlead.rooms.agreements.queries.talks import agreements_out_of
from fairlead.rooms.conversations.queries.show import ConversationShown
from fairlead.rooms.people.queries import team_names


class Reader(Protocol):
    @property
    def viewer(self) -> Viewer: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Pact:
    """whom: the other of the two, or the team. sentence: what is new, for the daily note."""

    whom: str
    path: str
    since: date | None = None
    binds_until: date | None = None
    readers: str = ""
    sentence: str = ""


def _name(shown: AgreementShown, person: UUID) -> str:
    return shown.people[person].name if person in shown.people else ""


def _whom(shown: AgreementShown, viewer: Viewer) -> str:
    if shown.team is not None:
        return team_names({shown.team}).get(shown.team, "")
    return ", ".join(_name(shown, one) for one in shown.parties if one != viewer.person)


def pact_lines(agreements: Iterable[UUID], reader: Reader) -> Iterator[Pact]:
    """One an agreement, while it still waits for this person, or somebody sees a problem with what they put there."""
    for id_ in agreements:
        try:
            shown = show(viewer=reader.viewer, agreement=id_, at=reader.at)
        except Refusal:
            continue
        sentence = _sentence(shown, reader.viewer)
        if sentence:
            yield Pact(_whom(shown, reader.viewer), f"/agreements/{id_}", sentence=sentence)


def _sentence(shown: AgreementShown, viewer: Viewer) -> str:
    about, name = shown.change or shown.shown, {"name": _name(shown, (shown.change or shown.shown).by)}
    if about.by == viewer.person:
        return _("Somebody sees a problem with what you suggested") if about.problems else ""
    answered = {*about.agreed, *(person for person, _text in about.problems)}
    if "agree" not in shown.open_acts or viewer.person in answered:
        return ""
    return (
        _("%(name)s suggests a change to an agreement")
        if shown.change
        else _("%(name)s suggests an agreement")
    ) % name


def pact_to_look_at(agreement: UUID, mark: str, reader: Reader) -> Pact | None:
    """As it stands now; None when this person has looked, it ended, or it is looked at elsewhere or on another day."""
    shown = show(viewer=reader.viewer, agreement=agreement, at=reader.at)
    has_looked = reader.viewer.person in shown.looked
    if "look_again" not in shown.open_acts or has_looked or f"v{shown.shown.look_again_on}" != mark:
        return None
    whom = _whom(shown, reader.viewer)
    readers = (
        _("Everybody in %(team)s can read this.") % {"team": whom}
        if shown.team
        else _("Only you and %(other)s can read this.") % {"other": whom}
    )
    return Pact(whom, f"/agreements/{agreement}", shown.since, shown.binds_until, readers)


def is_looked_at_in(talk: ConversationShown, reader: Reader) -> bool:
    """Whether what was agreed in this conversation is still looked at there, and not changed or ended since."""
    there = agreements_out_of([talk.id], organisation=reader.viewer.organisation)
    if not there:
        return True
    return show(viewer=reader.viewer, agreement=there[-1], at=reader.at).looks_in is not None
