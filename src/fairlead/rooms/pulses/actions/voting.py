"""Handing in a ballot: nobody is known here, and no moment and no order are kept.

Each one that comes writes those of its wave anew, in random order: so none lies where it came. What may not live here: a
viewer, a request, what is in an envelope."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.pulse.ballot import PREPARED, from_text, spent_id, verify
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.outside.ballots import SEALED, is_envelope
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.models import Wave
from fairlead.rooms.pulses.queries.show import public_key

FIELDS: Final = ("wave", "team", "ballot", "signature", "sealed")
_THERE: Final = "SELECT ballot, sealed FROM pulses_ballot WHERE wave_id = %s"


@dataclass(frozen=True, slots=True)
class Ballot:
    """As it was sent, read but not checked yet."""

    wave: UUID
    team: UUID
    prepared: bytes
    signature: bytes
    sealed: bytes


def hand_in(*, facts: Mapping[str, Any], at: datetime) -> None:
    """Keep it sealed until the close; the same once more (an answer that was lost) changes nothing.

    Refuses missing_field and bad_field (a forged one, and one of another wave or team, too), code_expired after the
    close, code_used for a ticket that was used for something else."""
    ballot = _read(facts)
    wave = Wave.objects.filter(id=ballot.wave, team_id=ballot.team).first()
    if wave is None or not verify(public_key(wave), ballot.prepared, ballot.signature):
        raise Refusal("bad_field", field="ballot")
    if not is_envelope(ballot.sealed):
        raise Refusal("bad_field", field="sealed")
    if wave.state != "open" or at >= wave.closes_at:
        raise Refusal("code_expired", field="ballot")
    _keep(wave.id, spent_id(ballot.prepared), ballot.sealed)


def _read(facts: Mapping[str, Any]) -> Ballot:
    if unknown := next((name for name in facts if name not in FIELDS), None):
        raise Refusal("bad_field", field=unknown)
    return Ballot(
        wave=_id(facts.get("wave"), "wave"),
        team=_id(facts.get("team"), "team"),
        prepared=from_text(facts.get("ballot"), "ballot", size=PREPARED),
        signature=from_text(facts.get("signature"), "signature", size=256),
        sealed=from_text(facts.get("sealed"), "sealed", size=SEALED),
    )


def _id(given: Any, field: str) -> UUID:
    if given in (None, ""):
        raise Refusal("missing_field", field=field)
    try:
        return UUID(given)
    except (ValueError, AttributeError, TypeError):
        raise Refusal("bad_field", field="ballot") from None


def _keep(wave: UUID, spent: bytes, sealed: bytes) -> None:
    one = sql.put_id(wave)
    with box.opened() as inside:
        if not inside.rows("SELECT 1 FROM pulses_key WHERE wave_id = %s FOR UPDATE", [one]):
            raise Refusal("code_expired", field="ballot")
        put_ballot(inside, wave, spent, sealed)


def put_ballot(inside: box.Box, wave: UUID, spent: bytes, sealed: bytes) -> None:
    """Among those of its wave, all of them in an order of their own."""
    one = sql.put_id(wave)
    there = {bytes(ballot): bytes(kept) for ballot, kept in inside.rows(_THERE, [one])}
    if there.get(spent, sealed) != sealed:
        raise Refusal("code_used", field="ballot")
    rows = [(one, ballot, kept) for ballot, kept in (there | {spent: sealed}).items()]
    secrets.SystemRandom().shuffle(rows)
    inside.rows("DELETE FROM pulses_ballot WHERE wave_id = %s", [one])
    inside.put("pulses_ballot", ("wave_id", "ballot", "sealed"), rows)
