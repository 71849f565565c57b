"""Mailed links: which are to be mailed, and what the page behind one shows. What may not live here: using one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings

from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import ID, from_text, to_text
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.models import Rhythm, Wave
from fairlead.rooms.pulses.queries.show import PulseShown, shown_of


def has_links(team: UUID) -> bool:
    """Whether its people may have a link mailed: the team chose that, and there is somebody to mail it."""
    return settings.MAIL is not None and Rhythm.objects.filter(team_id=team, has_links=True).exists()


def links_to_mail(*, at: datetime) -> Iterator[tuple[UUID, UUID, UUID]]:
    """(wave, organisation, person), for background work. The box is not opened where no team has links."""
    teams = Rhythm.objects.filter(has_links=True).values("team_id")
    waves = {
        wave.id: wave.organisation_id
        for wave in Wave.objects.filter(state="open", closes_at__gt=at, team_id__in=teams)
    }
    if not waves:
        return
    with box.opened() as inside:
        rows = inside.rows("SELECT wave_id, person_id FROM pulses_link WHERE person_id IS NOT NULL")
    for wave, person in rows:
        if (one := sql.take_id(wave)) in waves:
            yield one, waves[one], sql.take_id(person)


def link_of(*, viewer: Viewer, pulse: UUID) -> str | None:
    """The code for its person's mail. None: that was taken already."""
    values = [sql.put_id(pulse), sql.put_id(viewer.person)]
    with box.opened() as inside:
        rows = inside.rows("SELECT code FROM pulses_link WHERE wave_id = %s AND person_id = %s", values)
    return to_text(bytes(rows[0][0])) if rows else None


def pulse_of_code(code: Any) -> PulseShown:
    """What is asked by the link with this code. Refuses code_used for one that is none (any more)."""
    return shown_of(wave_of_code(code))


def wave_of_code(code: Any) -> Wave:
    try:
        mark = sha256(from_text(code, "link", size=ID)).digest()
    except Refusal:
        raise Refusal("code_used", field="link") from None
    with box.opened() as inside:
        rows = inside.rows("SELECT wave_id FROM pulses_link WHERE mark = %s", [mark])
    wave = Wave.objects.filter(id=sql.take_id(rows[0][0])).first() if rows else None
    if wave is None:
        raise Refusal("code_used", field="link")
    return wave
