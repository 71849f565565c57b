"""The people room as programs see it: oneself, colleagues, teams, and inviting somebody.

What may not live here: what a team sees of promises (the promises room knows that)."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from fairlead.core.refusals import Refusal
from fairlead.doors.addresses import public
from fairlead.doors.api.entry import Entry
from fairlead.doors.api.kit import reads, writes
from fairlead.doors.api.shapes import Given, MomentOut
from fairlead.doors.api.shapes import Person as PersonName
from fairlead.doors.api.writing import Answer, at_out, person_out
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.people import actions, queries
from fairlead.rooms.people.rights import administrator
from fairlead.rooms.people.shapes import PersonCard, TeamCard

router: Final = Router(tags=["people"])
Limit = Annotated[int, Query(ge=1, le=200)]
INVITATION: Final = ("name", "email", "team")


class Organisation(Schema):
    id: UUID
    name: str


class Team(Schema):
    id: UUID
    name: str
    parent: UUID | None
    is_mine: bool
    is_lead: bool = Field(description="Whether you lead it")


class Me(Schema):
    """Yourself, for your eyes only."""

    id: UUID
    name: str
    email: str | None
    organisation: Organisation
    is_admin: bool
    zone: str
    language: str
    away_until: str | None
    teams: list[Team]
    scopes: list[str] | None = Field(description="Of this token; null for a browser's session")


class Colleague(Schema):
    """What everybody of the organisation may know. No address."""

    id: UUID
    name: str
    is_invited: bool = Field(description="Was asked, and has not answered yet")
    away_until: str | None


class Colleagues(Schema):
    items: list[Colleague]
    next: str | None


class Teams(Schema):
    items: list[Team]
    next: str | None


class OrganisationSet(Organisation):
    """Your organisation. Who is there for harassment, discrimination, danger, misconduct or law: empty until set."""

    concerns_to: str
    mirror: bool = Field(description="Whether people here can look at how they listened")


class OrganisationIn(Given):
    concerns_to: str | None = Field(
        None, max_length=500, description="A few lines; empty takes it away. Left out, it stays"
    )
    mirror: bool | None = Field(None, description="False switches the listening mirror off for everybody")


class InvitationIn(Given):
    name: str | None = Field(default=None, max_length=100)
    email: str | None = Field(default=None, max_length=254)
    team: UUID | None = Field(default=None, description="For leads of it and administrators")


class Invitation(Schema):
    id: UUID
    person: PersonName
    url: str = Field(description="For one use within 7 days. Shown this once")
    expires_at: MomentOut


def _on(card: PersonCard) -> str | None:
    return card.away_until.isoformat() if card.away_until else None


def _team(team: TeamCard, mine: dict[UUID, bool]) -> dict[str, Any]:
    return {
        "id": str(team.id),
        "name": team.name,
        "parent": str(team.parent) if team.parent else None,
        "is_mine": team.id in mine,
        "is_lead": mine.get(team.id, False),
    }


@reads(router, "/me", answers=Me)
def me(request: HttpRequest) -> Any:
    """Who you are here."""
    viewer = viewer_of(request)
    found = queries.myself(viewer)
    mine = {team.id: team.is_lead for team in found.teams}
    return {
        **person_out(viewer.person, viewer.name),
        "email": found.email,
        "organisation": person_out(viewer.organisation, found.organisation_name),
        "is_admin": viewer.is_admin,
        "zone": viewer.zone,
        "language": viewer.language,
        "away_until": _on(found.person),
        "teams": [_team(team, mine) for team in found.teams],
        "scopes": None if viewer.scopes is None else sorted(viewer.scopes),
    }


@reads(router, "/people", answers=Colleagues)
def list_people(request: HttpRequest, *, q: str = "", limit: Limit = 50, after: UUID | None = None) -> Any:
    """The people of your organisation who are here, by name. `q`: a part of the name."""
    viewer = viewer_of(request)
    found = queries.people_of(viewer.organisation, find=q, limit=limit + 1, after=after)
    items = [
        {**person_out(card.id, card.name), "is_invited": card.is_invited, "away_until": _on(card)}
        for card in found[:limit]
    ]
    return {"items": items, "next": items[-1]["id"] if len(found) > limit else None}


@reads(router, "/teams", answers=Teams)
def list_teams(request: HttpRequest) -> Any:
    """The teams of your organisation, by name."""
    viewer = viewer_of(request)
    mine = {team: team in viewer.leads for team in viewer.teams}
    return {"items": [_team(team, mine) for team in queries.all_teams(viewer.organisation)], "next": None}


def _organisation(home: UUID) -> dict[str, Any]:
    found = queries.organisation(home)
    return {**person_out(found.id, found.name), "concerns_to": found.concerns_to, "mirror": found.has_mirror}


@reads(router, "/organisation", answers=OrganisationSet)
def organisation(request: HttpRequest) -> Any:
    """Your organisation, and whom it names for what is no matter of work between two people."""
    return _organisation(viewer_of(request).organisation)


@writes(
    router,
    "/organisation",
    method="PATCH",
    takes=OrganisationIn,
    answers=OrganisationSet,
    status=200,
    entry=Entry("admin"),
)
def change_organisation(request: HttpRequest, *, body: dict[str, Any]) -> Answer:
    """Name whom people turn to before they invite each other to talk, or switch the listening mirror. For administrators."""
    viewer = viewer_of(request)
    administrator(viewer)
    given = _of_kinds(body, {"concerns_to": str, "mirror": bool})
    if "concerns_to" in given:
        actions.set_concerns_to(text=given["concerns_to"], by=viewer)
    if "mirror" in given:
        actions.set_mirror(is_on=given["mirror"], by=viewer)
    return Answer(_organisation(viewer.organisation), 200)


def _of_kinds(body: dict[str, Any], kinds: dict[str, type]) -> dict[str, Any]:
    """One of these at least, each of its kind, and nothing else."""
    bad = [name for name in sorted(body) if name not in kinds or not isinstance(body[name], kinds[name])]
    if bad:
        raise Refusal("bad_field", field=bad[0])
    if not body:
        raise Refusal("missing_field", field=next(iter(kinds)))
    return body


@writes(router, "/invitations", takes=InvitationIn, answers=Invitation)
def invite(request: HttpRequest, *, body: dict[str, Any]) -> Answer:
    """Invite somebody into your organisation.

    To ask somebody new for something, ask them: POST /promises invites them along with it."""
    made = actions.invite(by=viewer_of(request), at=now(), **_invitation(body))
    return Answer(
        {
            "id": str(made.id),
            "person": person_out(made.person, made.name),
            "url": public(f"/in/{made.code}"),
            "expires_at": at_out(made.expires_at),
        },
        201,
    )


def _invitation(body: dict[str, Any]) -> dict[str, Any]:
    """Texts, and a team's id; a name or an address is needed."""
    unknown = sorted(set(body) - set(INVITATION))
    texts = {name: body.get(name) or "" for name in ("name", "email")}
    bad = [name for name, text in texts.items() if not isinstance(text, str) or "\0" in text] + unknown
    if bad:
        raise Refusal("bad_field", field=bad[0])
    if not any(text.strip() for text in texts.values()):
        raise Refusal("missing_field", field="email")
    return {**texts, "team": _team_id(body.get("team"))}


def _team_id(given: Any) -> UUID | None:
    if given in (None, ""):
        return None
    text = given if isinstance(given, str) else ""
    if len(text.replace("-", "")) != 32 or not all(mark in "0123456789abcdefABCDEF-" for mark in text):
        raise Refusal("bad_field", field="team")
    return UUID(text)
