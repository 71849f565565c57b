"""Who may read and do what: the one place that is asked.

What lives here: the viewer and pure decision tables. What may not: queries, requests, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who asks, as known at this very request.

    `scopes` is None for a session (which may do all its person may) and a set for a token.
    `teams` are the teams the person is in, `leads` those of them the person leads."""

    person: UUID
    organisation: UUID
    name: str
    is_admin: bool = False
    zone: str = "UTC"
    language: str = "en"
    theme: str = "system"
    has_shortcuts: bool = True
    scopes: frozenset[str] | None = None
    teams: tuple[UUID, ...] = ()
    leads: tuple[UUID, ...] = ()
    is_guest: bool = False
    """A coach from outside the organisation: in no team, on no list, and only where `open_to_guests` says."""


_FOR_GUESTS: Final = re.compile(
    r"/(coaching|you)(/.*)?|/sign-out|/(promises|conversations)/[0-9a-f-]{36}(/.*)?"
    r"|/api/v1/(coaching(/.*)?|me|(promises|conversations)/[0-9a-f-]{36}(/.*)?)"
)


def open_to_guests(path: str) -> bool:
    """Where somebody from outside may ask at all; what is there for them, the tables below say. All else is not there."""
    return _FOR_GUESTS.fullmatch(path) is not None


# --- promises ---


@dataclass(frozen=True, slots=True)
class Parties:
    """All that the policy needs to know of a promise. `shown_to`: the team it is shown to, once both said so.

    coach: who reads along by the leave of both, at this moment."""

    organisation: UUID
    asker: UUID
    doer: UUID
    shown_to: UUID | None = None
    coach: UUID | None = None


@dataclass(frozen=True, slots=True)
class Only:
    """A filter on rows: this organisation, and the person in one of these columns (or the team in that one)."""

    organisation: UUID
    person: UUID
    columns: tuple[str, ...]


PROMISE_ACTS: Final = frozenset({"read", "move", "share", "read_journal", "read_outline", "add"})
PARTY_FIELDS: Final = frozenset({"terms", "moves", "story", "outcome", "due", "state"})
TEAM_FIELDS: Final = frozenset({"outcome", "due", "state"})
"""What a team may see of a promise, when both said so: never a passed date, never another end than kept or closed."""

_PROMISE: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    # as whom: (what they may read of it, what they may do with it)
    "party": (PARTY_FIELDS, PROMISE_ACTS - {"add"}),
    "coach": (PARTY_FIELDS, frozenset({"read", "read_journal", "read_outline", "add"})),
    "team": (TEAM_FIELDS, frozenset({"read_outline"})),
    "nobody": (frozenset(), frozenset()),
}


def _as_whom(viewer: Viewer, thing: Parties) -> str:
    if viewer.organisation != thing.organisation:
        return "nobody"
    if viewer.person in (thing.asker, thing.doer):
        return "party"
    if viewer.person == thing.coach:
        return "coach"
    return "team" if thing.shown_to in viewer.teams else "nobody"


def fields(viewer: Viewer, thing: Parties) -> frozenset[str]:
    """What of this promise the viewer may read; empty when it does not exist for them."""
    return _PROMISE[_as_whom(viewer, thing)][0]


def can(viewer: Viewer, act: str, thing: Parties) -> bool:
    """Whether the viewer may do this with the promise. What is not listed is denied."""
    return act in _PROMISE[_as_whom(viewer, thing)][1]


_WHOSE: Final = {
    "promise": ("asker_id", "doer_id"),
    "draft": ("person_id",),
    "conversation": ("opener_id", "invited_id"),
    "note": ("person_id",),
    "agreement": ("person_id",),
    "reflection": ("person_id",),
    "mirror": ("person_id",),
    "leave": ("coach_id",),
    "given": ("by_id", "other_id"),
    "facilitated": ("facilitator_id",),
}
"""In which columns of a kind of row one must be, to see it in a list or a search."""


def visible(viewer: Viewer, kind: str) -> Only:
    """The same as `can` read, as a filter for a list. KeyError for a kind without a row in the table."""
    return Only(viewer.organisation, viewer.person, _WHOSE[kind])


def readers(thing: Parties) -> tuple[str, ...]:
    """Who can read this promise, in the policy's words: asker, doer, a coach, and team when it is shown its outline."""
    besides = (("coach", thing.coach), ("team", thing.shown_to))
    return ("asker", "doer", *(name for name, who in besides if who))


# --- conversations ---


@dataclass(frozen=True, slots=True)
class Talkers:
    """All that the policy needs to know of a conversation; what each may read of it says core/conversation/shown.

    is_invited: whether the other of the two was, so that it is no longer the opener's alone.
    facilitator: who reads along by the leave of both, at this moment."""

    organisation: UUID
    opener: UUID
    other: UUID
    is_invited: bool
    facilitator: UUID | None = None


CONVERSATION_ACTS: Final = frozenset({"read", "step"})
FACILITATOR_ACTS: Final = frozenset({"read", "add"})


def can_talk(viewer: Viewer, act: str, thing: Talkers) -> bool:
    """Whether the viewer may read this conversation, take a step in it, or ask beside it. What is not listed is denied."""
    if viewer.organisation != thing.organisation:
        return False
    if viewer.person == thing.opener or (thing.is_invited and viewer.person == thing.other):
        return act in CONVERSATION_ACTS
    return act in FACILITATOR_ACTS and thing.is_invited and viewer.person == thing.facilitator


# --- a team's words for where the process broke ---


def may_read_team(viewer: Viewer, team: UUID) -> bool:
    """What a team has for itself, such as its own words: whoever is in it now."""
    return team in viewer.teams


def may_read_together(viewer: Viewer, team: UUID) -> bool:
    """What is published of the teams below this one, all together: who leads it, and administrators."""
    return team in viewer.leads or administers(viewer)


def may_set_up_team(viewer: Viewer, team: UUID) -> bool:
    """Those who lead it."""
    return team in viewer.leads


# --- agreements ---


@dataclass(frozen=True, slots=True)
class Agreeing:
    """All that the policy needs to know of an agreement. team: whose it is, if it is not of two people.

    shown_to: the team both of two said may read what each does. sent_to: the team above, once both sent it there."""

    organisation: UUID
    parties: frozenset[UUID]
    team: UUID | None = None
    shown_to: UUID | None = None
    sent_to: UUID | None = None


def can_agree(viewer: Viewer, act: str, thing: Agreeing) -> bool:
    """Its parties read and move it; whoever is in the team now reads the team's. What two agreed is read by their team,
    and by those who lead the team above, as an outline and once both said so. What is not listed is denied."""
    if viewer.organisation != thing.organisation:
        return False
    if act == "move":
        return viewer.person in thing.parties
    if act == "read_outline":
        return thing.shown_to in viewer.teams or thing.sent_to in viewer.leads
    return act == "read" and (viewer.person in thing.parties or thing.team in viewer.teams)


# --- feedback ---


@dataclass(frozen=True, slots=True)
class Feeding:
    """All that the policy needs to know of feedback. author: None: said without a name, and nobody knows.

    person, team: whom it was given to, one of the two."""

    organisation: UUID
    author: UUID | None
    person: UUID | None
    team: UUID | None


def part_in_feedback(viewer: Viewer, thing: Feeding) -> Literal["author", "recipient"] | None:
    """Whose part the viewer has in it: who gave it, or whom it was given to, of a team whoever is in it now.

    Nobody else reads it; what was decided, without a name, is for the team (decided_since)."""
    if viewer.organisation != thing.organisation:
        return None
    if thing.author == viewer.person:
        return "author"
    is_to = viewer.person == thing.person or (thing.team is not None and thing.team in viewer.teams)
    return "recipient" if is_to else None


# --- what a team makes of a pulse ---


def can_follow_up(viewer: Viewer, act: str, team: UUID) -> bool:
    """Whoever is in the team now reads what it makes of a wave, says what they think it means, names what was said and
    suggests one agreement; those who lead it answer what was said. What is not listed is denied."""
    if act == "answer":
        return team in viewer.leads
    return act in {"read", "say", "name", "suggest"} and team in viewer.teams


def may_mirror(viewer: Viewer, team: UUID) -> bool:
    """Who leads the team answers about it in mirror words, and reads that alone: with no token but one made to reflect."""
    return team in viewer.leads and may_reflect(viewer)


# --- reflections ---


@dataclass(frozen=True, slots=True)
class Reflected:
    """A week somebody looked back on. coach: who reads along by the author's leave, at this moment."""

    organisation: UUID
    author: UUID
    coach: UUID | None = None


def may_reflect(viewer: Viewer) -> bool:
    """Whether reflections are open to this session or token at all: to no token but one made for them."""
    return viewer.scopes is None or "reflect" in viewer.scopes


def can_reflect(viewer: Viewer, act: str, thing: Reflected) -> bool:
    """Its author reads, writes and shares a week; a coach reads and asks beside it. What is not listed is denied."""
    if viewer.organisation != thing.organisation or not may_reflect(viewer):
        return False
    if viewer.person == thing.author:
        return act in {"read", "write", "share"}
    return act in FACILITATOR_ACTS and viewer.person == thing.coach


# --- the listening mirror ---


def may_listen(viewer: Viewer) -> bool:
    """Whether the mirror, and what one kept of it, is open to this session or token: to no token but one made for it."""
    return viewer.scopes is None or "listen" in viewer.scopes


# --- people ---


def administers(viewer: Viewer) -> bool:
    """Sets up people, teams and days. A token does so only with the scope for it, whoever's it is."""
    return viewer.is_admin and (viewer.scopes is None or "admin" in viewer.scopes)


def may_invite_into(viewer: Viewer, team: UUID) -> bool:
    """Into a team invite those who lead it, and administrators; to an answer, anybody."""
    return team in viewer.leads or administers(viewer)
