"""Sign-in links: made on the machine only, told to the person, spent once and on the POST.

What may not: the founding link (founding.py), invitations (invitations.py)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fairlead.core.refusals import Refusal
from fairlead.rooms.people.actions.founding import LASTS
from fairlead.rooms.people.actions.persons import person_for
from fairlead.rooms.people.actions.told import tell
from fairlead.rooms.people.codes import hash_of, new_code
from fairlead.rooms.people.models import Person, SignInLink
from fairlead.rooms.people.queries import is_here, open_link
from fairlead.rooms.people.shapes import Entered, NewLink


@transaction.atomic
def link_for(person: UUID, *, at: datetime, is_told: bool = True) -> NewLink:
    """For an existing person, by whoever runs the machine. The person is told (but in a demo)."""
    row = person_for(None, person)
    if row.account_id is None or not is_here(person):
        raise Refusal("not_allowed", field="email")
    code = new_code()
    SignInLink.objects.create(person=row, code_hash=hash_of(code), created_at=at, expires_at=at + LASTS)
    if is_told:
        tell(row, "linked", by=None, at=at)
    return NewLink(code, at + LASTS)


@transaction.atomic
def spend_link(code: str, *, at: datetime) -> Entered:
    """Who may now be signed in. The second of two at once is refused with code_used."""
    found = open_link(code, at=at)
    if found.person is None:
        raise Refusal("not_found")
    links = SignInLink.objects.filter(code_hash=hash_of(code), spent_at=None, expires_at__gt=at)
    if not links.update(spent_at=at):
        raise Refusal("code_used")
    row = Person.objects.get(id=found.person)
    if row.account_id is None:
        raise Refusal("code_expired")
    return Entered(row.account_id, row.id, row.organisation_id)
