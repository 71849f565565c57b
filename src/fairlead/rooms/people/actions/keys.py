"""Tokens and sessions: made, listed elsewhere (queries), ended here.

What may not: who is asking (asking.py)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from fairlead.core.names import plain_name
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.people import fields
from fairlead.rooms.people.actions.persons import person_for
from fairlead.rooms.people.actions.told import tell
from fairlead.rooms.people.codes import hash_of, new_token
from fairlead.rooms.people.models import (
    Account,
    Invitation,
    Person,
    Session,
    SignInLink,
    Token,
)
from fairlead.rooms.people.queries.cards import HERE
from fairlead.rooms.people.queries.entry import token_card
from fairlead.rooms.people.shapes import Entered, NewToken

LONGEST_DAYS: Final = 366
MOST: Final = 50
KEPT: Final = timedelta(days=30)


def create_token(*, by: Viewer, scopes: Iterable[str], days: int, at: datetime, name: str = "") -> NewToken:
    """For oneself, in a browser: a token cannot make another."""
    if by.scopes is not None:
        raise Refusal("scope")
    return _token(by.person, scopes=scopes, days=days, at=at, name=name)


@transaction.atomic
def create_token_for(
    person: UUID, *, scopes: Iterable[str], days: int, at: datetime, name: str = ""
) -> NewToken:
    """On the machine, for an existing person, who is told."""
    row = person_for(None, person)
    made = _token(person, scopes=scopes, days=days, at=at, name=name)
    tell(row, "token_created", by=None, at=at, scopes=" ".join(made.card.scopes))
    return made


@transaction.atomic
def _token(person: UUID, *, scopes: Iterable[str], days: int, at: datetime, name: str) -> NewToken:
    kept = fields.scopes(scopes)
    if not 1 <= days <= LONGEST_DAYS:
        raise Refusal("bad_field", field="days", longest=LONGEST_DAYS)
    row = Person.objects.filter(HERE, id=person, account__isnull=False).first()
    if row is None:
        raise Refusal("not_found")
    if "admin" in kept.split() and not row.is_admin:
        raise Refusal("bad_field", field="scopes")
    if Token.objects.filter(person=row, revoked_at=None, expires_at__gt=at).count() >= MOST:
        raise Refusal("too_many", field="name")
    code = new_token()
    made = Token.objects.create(
        person=row,
        name=plain_name(name) if name.strip() else "",
        code_hash=hash_of(code),
        scopes=kept,
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    return NewToken(code, token_card(made))


def revoke_token(token: UUID, *, by: Viewer, at: datetime) -> None:
    rows = Token.objects.filter(id=token, person_id=by.person, revoked_at=None)
    if not rows.update(revoked_at=at):
        raise Refusal("not_found")


def sign_in_session(key: str, *, entered: Entered, device: str) -> None:
    """Binds a browser's session to the person it is now signed in as."""
    rows = Session.objects.filter(key_hash=hash_of(key))
    rows.update(account_id=entered.account, person_id=entered.person, device=device[:60])


@transaction.atomic
def entered_by(account: UUID, *, organisation: UUID | None = None) -> Entered:
    """The person an account is signed in as: in the organisation wanted, else where it has been
    longest. Refused with not_allowed when it is nowhere: suspended, or gone."""
    rows = Person.objects.filter(HERE, account_id=account)
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    row = rows.order_by("created_at", "id").first()
    if row is None or not Account.objects.filter(id=account, is_active=True).exists():
        raise Refusal("not_allowed", field="email")
    return Entered(account, row.id, row.organisation_id)


def switch_organisation(session: UUID, *, account: UUID, organisation: UUID) -> None:
    """The same browser, another of one's persons."""
    entered = entered_by(account, organisation=organisation)
    rows = Session.objects.filter(id=session, account_id=account)
    if not rows.update(person_id=entered.person):
        raise Refusal("not_found")


def end_session(session: UUID, *, by: Viewer) -> None:
    rows = Session.objects.filter(id=session, account__persons=by.person)
    if not rows.values("id").exists():
        raise Refusal("not_found")
    Session.objects.filter(id=session).delete()


def end_other_sessions(*, by: Viewer, this: UUID | None) -> int:
    """How many were ended. All of them when `this` is None."""
    mine = Person.objects.filter(id=by.person).values("account_id")
    rows = Session.objects.filter(account_id__in=mine)
    return rows.exclude(id=this).delete()[0] if this else rows.delete()[0]


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """What can let nobody in any more: sessions at once, codes after 30 days. How many rows."""
    before = at - KEPT
    return sum(
        rows.delete()[0]
        for rows in (
            Session.objects.filter(expires_at__lte=at),
            SignInLink.objects.filter(expires_at__lte=before),
            Invitation.objects.filter(expires_at__lte=before),
            Token.objects.filter(expires_at__lte=before),
        )
    )
