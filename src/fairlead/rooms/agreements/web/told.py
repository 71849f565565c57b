"""How an agreement is told on a page: whose it is, how it stands, both sides, and what a change would change.

What may not live here: deciding, HTML, statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from fairlead.core.conversation.consent import ANSWER_DAYS
from fairlead.core.policy import Viewer
from fairlead.doors.dates import Dates
from fairlead.doors.names import first_name
from fairlead.rooms.agreements.queries.shared import ABOVE, TEAM, Outline, said_of, shared_by_both
from fairlead.rooms.agreements.queries.show import Action, AgreementShown, VersionShown
from fairlead.rooms.people.shapes import PersonCard

Place = Literal["answer", "look", "force", "waits", "over"]
Tone = Literal["", "talk", "ok"]


@dataclass(frozen=True, slots=True)
class State:
    """How it stands for the reader. place: under which heading of the list."""

    place: Place
    words: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Next:
    """What became of something as a promise, or how it becomes one. href: to the promise, or the composer with it.

    press: what the one press says, where there is one; version, place: which action it is of."""

    label: str
    href: str = ""
    press: str = ""
    version: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One thing somebody will do. text None: erased. number: its place in this version, from 1."""

    number: int
    text: str | None
    due_on: date | None
    next: Next | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What one of them will do, or all of a team. side: as whose its strand of the cord is drawn."""

    key: str
    title: str
    name: str
    side: str
    lines: tuple[Line, ...]


def on_table(shown: AgreementShown) -> VersionShown | None:
    """What waits for consent, if anything does."""
    if shown.change is not None:
        return shown.change
    return None if shown.is_adopted or shown.ended else shown.shown


def waits_for(shown: AgreementShown, viewer: Viewer) -> bool:
    """Whether a word of the reader's is awaited: who has seen a problem has said it."""
    about = shown.change or shown.shown
    has_spoken = viewer.person in about.agreed or viewer.person in (
        person for person, _text in about.problems
    )
    return "agree" in shown.open_acts and not has_spoken


def state_of(shown: AgreementShown, viewer: Viewer, dates: Dates) -> State:
    if shown.ended:
        return State("over", _("Taken back") if shown.ended == "withdrawn" else _("Ended"))
    if waits_for(shown, viewer):
        return State("answer", _("Waits for your answer"), "talk")
    if shown.fading and shown.since:
        return State("look", _("Not looked at since %(day)s") % {"day": dates.day(shown.since)}, "talk")
    if shown.in_force and shown.shown.look_again_on <= dates.today:
        return State("look", _("To look at again"), "talk")
    if shown.in_force:
        return State("force", _("In force"), "ok")
    if shown.is_adopted:
        return State("over", _("Not looked at, and no longer binding"))
    return State("waits", _waiting(shown))


def _waiting(shown: AgreementShown) -> str:
    if shown.shown.problems:
        return _("Somebody sees a problem")
    if shown.team is None and len(shown.unanswered) == 1:
        return _("Waiting for %(name)s") % {"name": first_name(_name(shown.people, shown.unanswered[0]))}
    return _("Waiting for answers")


def _name(people: Mapping[UUID, PersonCard], person: UUID) -> str:
    return people[person].name if person in people else ""


def others(shown: AgreementShown, viewer: Viewer) -> list[PersonCard]:
    return [shown.people[one] for one in shown.parties if one != viewer.person and one in shown.people]


def title_of(shown: AgreementShown, viewer: Viewer, team_name: str) -> str:
    if shown.team is not None:
        return team_name
    return _("You and %(name)s") % {"name": ", ".join(one.name for one in others(shown, viewer))}


def called(person: UUID | None, people: Mapping[UUID, PersonCard], viewer: Viewer) -> str:
    """You, a first name, or all of us."""
    if person is None:
        return _("All of us")
    return _("You") if person == viewer.person else first_name(_name(people, person))


def will(person: UUID | None, people: Mapping[UUID, PersonCard], viewer: Viewer) -> str:
    if person is None:
        return _("All of us will")
    if person == viewer.person:
        return _("You will")
    return _("%(name)s will") % {"name": first_name(_name(people, person))}


def sides_of(
    actions: Iterable[Action],
    *,
    of: Iterable[UUID],
    people: Mapping[UUID, PersonCard],
    viewer: Viewer,
    nexts: Mapping[int, Next] | None = None,
) -> list[Side]:
    """A column for each who does something; of two people always both, in the same order for either reader.

    nexts: by number of the action."""
    nexts = nexts or {}
    numbered = list(enumerate(actions, start=1))
    who = list(dict.fromkeys([*of, *(one.by for _number, one in numbered)]))
    return [
        Side(
            str(person or ""),
            will(person, people, viewer),
            _name(people, person) if person else "",
            ("a", "b")[place] if person and place < 2 else "",
            tuple(_line(number, one, nexts.get(number)) for number, one in numbered if one.by == person),
        )
        for place, person in enumerate(who)
    ]


def _line(number: int, one: Action, next_: Next | None) -> Line:
    return Line(number, one.text, date.fromisoformat(one.due[:10]) if one.due else None, next_)


def changes_of(
    shown: AgreementShown, change: VersionShown, viewer: Viewer, dates: Dates
) -> list[tuple[str, str, str]]:
    """(what, old, new) of everything that would be other than it stands."""
    rows: list[tuple[str, str, str]] = []
    people = list(dict.fromkeys(one.by for one in (*shown.shown.actions, *change.actions)))
    for person in people:
        old, new = (_texts(one.actions, person, dates) for one in (shown.shown, change))
        rows.append((will(person, shown.people, viewer), old, new))
    old, new = dates.day(shown.shown.look_again_on), dates.day(change.look_again_on)
    rows.append((_("We look again"), old, new))
    return [row for row in rows if row[1] != row[2]]


def _texts(actions: Iterable[Action], person: UUID | None, dates: Dates) -> str:
    return " · ".join(_text(one, dates) for one in actions if one.by == person)


def _text(one: Action, dates: Dates) -> str:
    text = one.text or _("(erased)")
    due = date.fromisoformat(one.due[:10]) if one.due else None
    return _("%(text)s (by %(day)s)") % {"text": text, "day": dates.day(due)} if due else text


def adopted_on(version: VersionShown, dates: Dates) -> str:
    """Until when a team has to answer."""
    return dates.day(version.at + timedelta(days=ANSWER_DAYS))


HEADINGS: Final = ("answer", "look", "force", "waits", "over")


def headings() -> dict[str, str]:
    return {
        "answer": _("Waits for your answer"),
        "look": _("To look at again"),
        "force": _("In force"),
        "waits": _("Waiting for others"),
        "over": _("Over"),
    }


def readers_of(shown: AgreementShown, viewer: Viewer, team_name: str) -> str:
    """Who can read it, said from what the policy says."""
    if shown.team is not None:
        return _("Everybody in %(team)s can read this.") % {"team": team_name}
    name = first_name(next((one.name for one in others(shown, viewer)), ""))
    audiences = shared_by_both(said_of(shown.id, shown.shown.version, organisation=viewer.organisation))
    if ABOVE in audiences:
        return _(
            "You and %(name)s can read this. What each of you does is read by your team, or whoever leads the team above."
        ) % {"name": name}
    if TEAM in audiences:
        return _("You and %(name)s can read this. Your team reads what each of you does.") % {"name": name}
    return only_two(name)


def only_two(name: str) -> str:
    return _("Only you and %(name)s can read this.") % {"name": name}


def values(**more: Any) -> dict[str, Any]:
    """What every page of this room has."""
    return {"nav": "team", **more}


def outline_sides(outline: Outline) -> list[Side]:
    """Both sides of an agreement of two others."""
    names = dict(outline.parties)
    return [
        Side(
            str(person),
            _("%(name)s will") % {"name": first_name(name)},
            name,
            side,
            tuple(_line(n, one, None) for n, one in enumerate(outline.actions, start=1) if one.by == person),
        )
        for side, (person, name) in zip("ab", names.items(), strict=False)
    ]
