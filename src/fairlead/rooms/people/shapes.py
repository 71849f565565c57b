"""The frozen data of people that queries and actions give out.

What may not: rows, rules, sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.calendar.week import WorkWeek
from fairlead.core.policy import Viewer

SCOPES: Final = ("read", "write", "reflect", "listen", "admin")
THEMES: Final = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What everybody of the organisation may know of a person. No address."""

    id: UUID
    organisation: UUID
    name: str
    is_here: bool
    """Neither suspended nor gone."""
    is_invited: bool
    """Has not answered an invitation yet."""
    away_until: date | None
    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class TeamCard:
    id: UUID
    name: str
    parent: UUID | None
    is_lead: bool = False
    """In a list of one person's teams: whether that person leads it."""


@dataclass(frozen=True, slots=True)
class Member:
    person: PersonCard
    is_lead: bool
    since_on: date


@dataclass(frozen=True, slots=True)
class Team:
    id: UUID
    name: str
    parent: UUID | None
    parent_name: str | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A person or a team, one of the two, by id."""

    organisation: UUID
    person: UUID | None
    team: UUID | None


@dataclass(frozen=True, slots=True)
class PersonAdministered:
    """A person as the set-up page shows them to an administrator, who alone sees the address."""

    card: PersonCard
    email: str | None
    is_admin: bool
    is_suspended: bool
    has_left: bool
    teams: tuple[TeamCard, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """Where mail for a person goes, and how it is written."""

    person: UUID
    email: str
    name: str
    language: str
    zone: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Myself:
    """Everything a person set about themselves; for their own eyes."""

    person: PersonCard
    organisation_name: str
    email: str | None
    is_email_verified: bool
    has_password: bool
    is_admin: bool
    theme: str
    has_shortcuts: bool
    keys: dict[str, str]
    notice_settings: dict[str, Any]
    teams: tuple[TeamCard, ...]
    shown_team: UUID | None


@dataclass(frozen=True, slots=True)
class OwnPerson:
    """One of the persons of an account: one organisation each."""

    person: UUID
    organisation: UUID
    organisation_name: str


@dataclass(frozen=True, slots=True)
class SessionCard:
    id: UUID
    device: str
    created_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class TokenCard:
    id: UUID
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewToken:
    """`code` is shown this once and kept nowhere."""

    code: str
    card: TokenCard


@dataclass(frozen=True, slots=True)
class AdminActCard:
    id: UUID
    organisation: UUID
    person: UUID
    act: str
    by_name: str | None
    """None: it was done on the machine."""
    data: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class NewLink:
    """`code` is shown this once and kept nowhere."""

    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A sign-in link not yet spent. Without a person it founds the installation."""

    person: UUID | None
    name: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """`code` is shown this once (as address and picture) and kept nowhere."""

    id: UUID
    person: UUID
    name: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that can still be answered. `viewer` sees what the invited person would."""

    id: UUID
    person: UUID
    name: str
    organisation: UUID
    organisation_name: str
    by: UUID
    by_name: str
    team: UUID | None
    team_name: str | None
    about: UUID | None
    expires_at: datetime
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class PendingInvitation:
    id: UUID
    person: UUID
    name: str
    email: str | None
    team_name: str | None
    by_name: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """Who may now be signed in, by whatever let them in."""

    account: UUID
    person: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class HolidayCard:
    id: UUID
    on: date
    name: str


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    id: UUID
    name: str
    language: str
    zone: str
    week: WorkWeek
    holidays: tuple[HolidayCard, ...]
    concerns_to: str = ""
    """Who is there for harassment, discrimination, danger, misconduct and law; empty until somebody says it."""
    has_mirror: bool = True


@dataclass(frozen=True, slots=True)
class Erased:
    """Somebody who was erased, and when."""

    person: UUID
    organisation: UUID
    at: datetime
