"""The ticket of a week: one for every person, signed without being seen, so that nothing leads from it to them.

What may not live here: using one (unsigned.py), and any moment."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from fairlead.core.conversation.facts import day_of
from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import PrivateKey, PublicKey, blind_sign, from_text, to_text
from fairlead.core.reflection import Week
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.outside.ballots import new_token_key
from fairlead.rooms.feedback.models import Issued, WeekKey


def this_week(at: datetime) -> Week:
    """Of the whole installation, whatever zone who asks is in."""
    return Week.of(day_of(at, "UTC"))


def key_of_week(*, organisation: UUID, at: datetime) -> tuple[str, PublicKey]:
    """(week, key) of now; made when the first person asks for it."""
    week = this_week(at).name
    return week, _key(organisation, week).public


def issue(*, viewer: Viewer, blinded: Any, at: datetime) -> tuple[str, str]:
    """(week, signature) for what this browser has blinded. Refuses already_there when the person had this week's."""
    hidden = from_text(blinded, "blinded", size=256)
    week = this_week(at).name
    key = _key(viewer.organisation, week)
    signature = blind_sign(key, hidden, r=1 + secrets.randbelow(key.public.n - 1))
    asked = sha256(hidden).hexdigest()
    row = Issued(organisation_id=viewer.organisation, week=week, person_id=viewer.person, blinded_hash=asked)
    try:
        with sql.one_transaction():
            row.save(force_insert=True)
    except IntegrityError:
        there = Issued.objects.filter(
            organisation_id=viewer.organisation, week=week, person_id=viewer.person, blinded_hash=asked
        )
        if not there.exists():
            raise Refusal("already_there", field="blinded") from None
    return week, to_text(signature)


def public_key(row: WeekKey) -> PublicKey:
    return PublicKey(int.from_bytes(bytes(row.modulus)), row.exponent)


def _key(organisation: UUID, week: str) -> PrivateKey:
    rows = WeekKey.objects.filter(organisation_id=organisation, week=week, private__isnull=False)
    row = rows.first() or _made(organisation, week)
    return PrivateKey(public_key(row), int.from_bytes(bytes(row.private or b"")))


def _made(organisation: UUID, week: str) -> WeekKey:
    """Whoever comes first makes it."""
    new = new_token_key()
    size = new.public.size
    values = {
        "modulus": new.public.n.to_bytes(size),
        "exponent": new.public.e,
        "private": new.d.to_bytes(size),
    }
    with sql.one_transaction():
        row, _ = WeekKey.objects.get_or_create(organisation_id=organisation, week=week, defaults=values)
    return row
