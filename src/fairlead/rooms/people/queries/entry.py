"""Reading what lets people in: links, invitations, sessions, tokens. What may not: spending them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from fairlead.core.policy import Viewer, administers
from fairlead.core.refusals import Refusal
from fairlead.rooms.people.codes import hash_of
from fairlead.rooms.people.models import (
    AdminAct,
    Invitation,
    Organisation,
    Session,
    SignInLink,
    Token,
)
from fairlead.rooms.people.queries.cards import card_of, viewer_of_row
from fairlead.rooms.people.shapes import (
    AdminActCard,
    OpenInvitation,
    OpenLink,
    PendingInvitation,
    SessionCard,
    TokenCard,
)

TOLD_FOR: Final = timedelta(days=30)
INVITED: Final = frozenset({"read"})


def is_founded() -> bool:
    return Organisation.objects.exists()


def open_link(code: str, *, at: datetime) -> OpenLink:
    """A sign-in link that has not been used. Refused: not_found, code_used, code_expired."""
    row = SignInLink.objects.filter(code_hash=hash_of(code)).select_related("person").first()
    if row is None:
        raise Refusal("not_found")
    if row.spent_at is not None or (row.person_id is None and is_founded()):
        raise Refusal("code_used")
    if row.expires_at <= at or (row.person and not card_of(row.person).is_here):
        raise Refusal("code_expired")
    return OpenLink(row.person_id, row.person.name if row.person else None, row.expires_at)


def open_invitation(code: str, *, at: datetime) -> OpenInvitation:
    """An invitation that can be answered now. Refused: not_found, code_used, code_expired.

    Reading it spends nothing."""
    row = (
        Invitation.objects.filter(code_hash=hash_of(code))
        .select_related("person", "by", "organisation", "team")
        .first()
    )
    if row is None:
        raise Refusal("not_found")
    if row.spent_at is not None or row.person.account_id is not None:
        raise Refusal("code_used", about=row.about_id)
    are_both_here = card_of(row.person).is_here and card_of(row.by).is_here
    if row.expires_at <= at or row.revoked_at is not None or not are_both_here:
        raise Refusal("code_expired", name=row.by.name)
    return _open(row)


def _open(row: Invitation) -> OpenInvitation:
    return OpenInvitation(
        id=row.id,
        person=row.person_id,
        name=row.person.name,
        organisation=row.organisation_id,
        organisation_name=row.organisation.name,
        by=row.by_id,
        by_name=row.by.name,
        team=row.team_id,
        team_name=row.team.name if row.team else None,
        about=row.about_id,
        expires_at=row.expires_at,
        viewer=viewer_of_row(row.person, scopes=INVITED),
    )


def pending_invitations(viewer: Viewer, *, at: datetime) -> tuple[PendingInvitation, ...]:
    """Not answered yet: all of the organisation for an administrator, else one's own."""
    rows = Invitation.objects.filter(
        organisation_id=viewer.organisation,
        spent_at=None,
        revoked_at=None,
        expires_at__gt=at,
        person__account=None,
    )
    if not administers(viewer):
        rows = rows.filter(by_id=viewer.person)
    return tuple(
        PendingInvitation(
            id=row.id,
            person=row.person_id,
            name=row.person.name,
            email=row.person.email,
            team_name=row.team.name if row.team else None,
            by_name=row.by.name,
            expires_at=row.expires_at,
        )
        for row in rows.select_related("person", "team", "by").order_by("created_at", "id")[:200]
    )


def sessions(viewer: Viewer, *, this: UUID | None, at: datetime) -> tuple[SessionCard, ...]:
    """The browsers signed in with the viewer's account, newest first."""
    rows = Session.objects.filter(account__persons=viewer.person, expires_at__gt=at)
    return tuple(
        SessionCard(row.id, row.device, row.created_at, row.id == this)
        for row in rows.order_by("-created_at", "id")
    )


def tokens(viewer: Viewer, *, at: datetime) -> tuple[TokenCard, ...]:
    rows = Token.objects.filter(person_id=viewer.person, revoked_at=None, expires_at__gt=at)
    return tuple(token_card(row) for row in rows.order_by("-created_at", "id"))


def token_card(row: Token) -> TokenCard:
    return TokenCard(row.id, row.name, tuple(row.scopes.split()), row.created_at, row.expires_at)


def admin_acts(viewer: Viewer, *, at: datetime) -> tuple[AdminActCard, ...]:
    """What administrators and the machine did to the viewer in the last 30 days, newest first."""
    rows = AdminAct.objects.filter(
        organisation_id=viewer.organisation,
        person_id=viewer.person,
        at__gte=at - TOLD_FOR,
    )
    return tuple(_act(row) for row in rows.select_related("by").order_by("-at", "-id"))


def untold_admin_acts(*, limit: int = 100) -> tuple[AdminActCard, ...]:
    """For the notices room: acts whose person has not been mailed. See actions.mark_told."""
    rows = AdminAct.objects.filter(told_at=None).select_related("by").order_by("at", "id")
    return tuple(_act(row) for row in rows[:limit])


def _act(row: AdminAct) -> AdminActCard:
    by_name = row.by.name if row.by else None
    data = dict(row.data)
    return AdminActCard(row.id, row.organisation_id, row.person_id, row.act, by_name, data, row.at)
