"""The ticket of a wave: one for everybody of its roster, signed without being seen; had is not used.

What may not live here: using one (voting.py), and any moment."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import PrivateKey, blind_sign, from_text, to_text
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.models import Wave
from fairlead.rooms.pulses.queries.show import public_key, seen

_HAD = "SELECT blinded_hash FROM pulses_issued WHERE wave_id = %s AND person_id = %s"
_HAVE = (
    "INSERT INTO pulses_issued (wave_id, person_id, blinded_hash) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
)


def issue(*, viewer: Viewer, pulse: UUID, blinded: Any, at: datetime) -> str:
    """A signature for what this browser has blinded; asked again for the same, the same once more.

    Refuses not_found; code_expired after the close; not_allowed to who is not in the roster; bad_field; already_there to
    who had the ticket for something else."""
    wave, is_asked = seen(viewer, pulse)
    if wave.state != "open" or at >= wave.closes_at:
        raise Refusal("code_expired", field="ballot")
    if not is_asked:
        raise Refusal("not_allowed", field="pulse")
    hidden = from_text(blinded, "blinded", size=256)
    return to_text(blind_sign(_had_by(viewer, wave, hidden), hidden, r=_chance(wave)))


def _had_by(viewer: Viewer, wave: Wave, hidden: bytes) -> PrivateKey:
    """The key, for who has the ticket from now on."""
    one, who, asked = sql.put_id(wave.id), sql.put_id(viewer.person), sha256(hidden).hexdigest()
    with box.opened() as inside:
        keys = inside.rows("SELECT token FROM pulses_key WHERE wave_id = %s", [one])
        if not keys:
            raise Refusal("code_expired", field="ballot")
        inside.rows(_HAVE, [one, who, asked])
        if inside.rows(_HAD, [one, who]) != [(asked,)]:
            raise Refusal("already_there", field="ticket")
    return PrivateKey(public_key(wave), int.from_bytes(bytes(keys[0][0])))


def _chance(wave: Wave) -> int:
    return 1 + secrets.randbelow(public_key(wave).n - 1)
