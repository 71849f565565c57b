"""Answering without JavaScript, by a link that is mailed: confidential, and never called more (docs/decisions/0084).

Somebody's one ticket goes into the mail instead of a browser. Until the mail was taken the box knows whose link it is; then only
that there is one; once it was used, not even that. What may not live here: the mail (the notices room)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import ID, from_text, padded
from fairlead.core.pulse.items import answered, instrument
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.outside.ballots import seal
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.actions.voting import put_ballot
from fairlead.rooms.pulses.models import Rhythm, Wave
from fairlead.rooms.pulses.queries.links import wave_of_code
from fairlead.rooms.pulses.queries.show import seen

BY_MAIL: Final = "mail"
"""Stands where the hash of a blinded ticket stands else."""
_HAD: Final = "SELECT blinded_hash FROM pulses_issued WHERE wave_id = %s AND person_id = %s"
_SEAL: Final = "SELECT seal FROM pulses_key WHERE wave_id = %s FOR UPDATE"


def ask_for_link(*, viewer: Viewer, pulse: UUID, at: datetime) -> None:
    """The ticket goes into a mail. Asked again, nothing more happens.

    Refuses not_found; code_expired after the close; not_allowed to who is not asked and where the team has no links;
    already_there to whose ticket is in a browser."""
    wave, is_asked = seen(viewer, pulse)
    if wave.state != "open" or at >= wave.closes_at:
        raise Refusal("code_expired", field="ballot")
    if not is_asked:
        raise Refusal("not_allowed", field="pulse")
    is_chosen = Rhythm.objects.filter(team_id=wave.team_id, has_links=True).exists()
    if not is_chosen or settings.MAIL is None:
        raise Refusal("not_allowed", field="link")
    _lay_by(sql.put_id(wave.id), sql.put_id(viewer.person))


def _lay_by(wave: Any, person: Any) -> None:
    with box.opened() as inside:
        if not inside.rows(_SEAL, [wave]):
            raise Refusal("code_expired", field="ballot")
        had = inside.rows(_HAD, [wave, person])
        if had and had != [(BY_MAIL,)]:
            raise Refusal("already_there", field="ticket")
        if had:
            return
        code = secrets.token_bytes(ID)
        inside.put("pulses_issued", ("wave_id", "person_id", "blinded_hash"), [(wave, person, BY_MAIL)])
        row = (wave, sha256(code).digest(), person, code)
        inside.put("pulses_link", ("wave_id", "mark", "person_id", "code"), [row])


def forget_whose(*, wave: UUID, person: UUID) -> None:
    """The mail was taken: from now on there is a link, and nobody's."""
    values = [sql.put_id(wave), sql.put_id(person)]
    with box.opened() as inside:
        inside.rows(
            "UPDATE pulses_link SET person_id = NULL, code = NULL WHERE wave_id = %s AND person_id = %s",
            values,
        )


def hand_in_by_link(*, code: str, answers: Mapping[str, int | None], comment: str, at: datetime) -> None:
    """Sealed here, and kept like every other; the link has then done its work.

    Refuses code_used for a link that is none (any more), code_expired after the close, bad_field."""
    wave = wave_of_code(code)
    if wave.state != "open" or at >= wave.closes_at:
        raise Refusal("code_expired", field="ballot")
    words = _sealable(wave, answers, comment)
    one, mark = sql.put_id(wave.id), sha256(from_text(code, "link", size=ID)).digest()
    with box.opened() as inside:
        keys = inside.rows(_SEAL, [one])
        there = "SELECT 1 FROM pulses_link WHERE wave_id = %s AND mark = %s"
        if not keys or not inside.rows(there, [one, mark]):
            raise Refusal("code_used", field="link")
        inside.rows("DELETE FROM pulses_link WHERE wave_id = %s AND mark = %s", [one, mark])
        sealed = seal(words, seal_key=bytes(keys[0][0]), salt=wave.id.bytes)
        put_ballot(inside, wave.id, secrets.token_bytes(ID), sealed)


def _sealable(wave: Wave, answers: Mapping[str, int | None], comment: str) -> bytes:
    answered(instrument(wave.instrument.split()[0]), answers, tuple(wave.items))
    return padded(answers, comment.strip())
