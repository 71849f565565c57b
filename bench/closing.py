"""Inside a world of its own: lay down a thousand waves that are over (`ready`), then close them as the worker does (`close`).

Prints one JSON object. What may not live here: what is good enough (pulse.py)."""

from __future__ import annotations

import json
import os
import resource
import secrets
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import django

TEAMS: Final = 1_000
PEOPLE: Final = 8
EARLIER: Final = 11
"""releases each team has already: as many as go into a trend"""
NOW: Final = datetime(2026, 11, 30, 9, tzinfo=UTC)
ORGANISATION: Final = UUID(int=1, version=4)


def ready() -> dict[str, float]:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    for _ in range(TEAMS):
        _team(uuid4())
    return {}


def _team(team: UUID) -> None:
    """Its releases, and the wave that is over with all its ballots in the box."""
    from fairlead.doors import sql
    from fairlead.rooms.pulses.models import Asked, Release, Wave

    with sql.one_transaction():
        waves = [_wave(team, number) for number in range(1, EARLIER + 2)]
        Wave.objects.bulk_create(waves)
        Release.objects.bulk_create(_release(wave) for wave in waves[:-1])
        Asked.objects.bulk_create(
            Asked(wave_id=wave.id, person_id=UUID(int=person, version=4), organisation_id=ORGANISATION)
            for wave in waves[-2:]
            for person in range(PEOPLE)
        )
    _fill(waves[-1].id, waves[-1].items)


def _wave(team: UUID, number: int):  # type: ignore[no-untyped-def]
    from fairlead.core.pulse.items import asked_in, instrument
    from fairlead.rooms.pulses.models import Wave

    at = NOW - timedelta(days=28 * (EARLIER + 1 - number) + 7)
    is_last = number == EARLIER + 1
    return Wave(
        id=uuid4(),
        organisation_id=ORGANISATION,
        team_id=team,
        number=number,
        opens_on=at.date(),
        closes_on=at.date() + timedelta(days=7),
        closes_at=at + timedelta(days=7),
        instrument="fairlead-pulse 1",
        items=list(asked_in(instrument(), number)),
        token_modulus=b"\xff" * 256,
        token_exponent=65537,
        seal_key={},
        state="open" if is_last else "closed",
        is_swept=not is_last,
    )


def _release(wave):  # type: ignore[no-untyped-def]
    from fairlead.rooms.pulses.models import Release

    def score() -> dict[str, object]:
        return {"value": 5 * (8 + secrets.randbelow(9)), "coded": None}

    manifest = {
        "respondents": "8-11",
        "participation": "90+",
        "safe": score(),
        "matter": score(),
        "zone": {"name": None, "between": ["strain", "drift"], "probability": 0.8},
        "items": {},
        "withheld": ["items", "comments"],
        "spent_sha256": [],
    }
    ids = {"wave_id": wave.id, "organisation_id": ORGANISATION, "team_id": wave.team_id}
    return Release(**ids, manifest=manifest, is_changed=False, drawing={})


def _fill(wave: UUID, items: list[str]) -> None:
    from fairlead.core.pulse.ballot import padded
    from fairlead.doors import sql
    from fairlead.outside.ballots import new_seal_key, seal_jwk, seal_to
    from fairlead.rooms.pulses import box

    key, one = new_seal_key(), sql.put_id(wave)
    jwk, lean = seal_jwk(key), secrets.randbelow(4)
    ballots = []
    for _ in range(PEOPLE):
        answers = {code: 1 + min(6, lean + secrets.randbelow(4)) for code in items}
        sealed = seal_to(padded(answers, "Something to say"), jwk=jwk, salt=wave.bytes)
        ballots.append((one, secrets.token_bytes(32), sealed))
    with box.opened() as inside:
        inside.put("pulses_key", ("wave_id", "token", "seal"), [(one, bytes(256), key)])
        inside.put("pulses_ballot", ("wave_id", "ballot", "sealed"), ballots)


def close() -> dict[str, float]:
    """Seconds of this process and of the clock, and its memory, with all that has to be loaded for it."""
    began, began_here = time.perf_counter(), time.process_time()
    from fairlead.rooms.pulses.actions.closing import close_due, sweep_closed

    while close_due(at=NOW) + sweep_closed(at=NOW):
        pass
    from fairlead.rooms.pulses.models import Wave

    return {
        "seconds": time.process_time() - began_here,
        "on_the_clock": time.perf_counter() - began,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "left": Wave.objects.filter(is_swept=False).count(),
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    django.setup()
    print(json.dumps({"ready": ready, "close": close}[sys.argv[1]]()))


if __name__ == "__main__":
    main()
