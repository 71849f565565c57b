"""Ballots as fast as two workers take them: teams of eight, every ballot of a wave among the others, every signature checked.

`python -m bench.ballots FOLDER` lays the waves and what is handed in there. What may not live here: how a server is started."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from bench import load, servers
from fairlead.core.pulse.ballot import PREPARED, padded, to_text
from fairlead.core.pulse.items import asked_in, instrument
from fairlead.outside.ballots import new_seal_key, seal, seal_jwk

WAVES: Final = 200
PEOPLE: Final = 8
FILE: Final = "requests"
BETWEEN: Final = b"\0\0fairlead\0\0"
LEAST: Final = 200.0
"""ballots a second"""
CONNECTIONS: Final = 8
PSS: Final = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=48)


def measured() -> Iterator[tuple[str, bool]]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "FAIRLEAD_DATA": folder,
            "FAIRLEAD_SECRET_KEY": "only-for-measuring-0123456789-abcdef",
            "FAIRLEAD_TRUSTED_PROXIES": "127.0.0.1",  # each from a sender of its own, else it were a flood
            "DJANGO_SETTINGS_MODULE": "fairlead.config.settings",
        }
        command = [sys.executable, "-m", "bench.ballots", folder]
        subprocess.run(command, env={**os.environ, **environment}, check=True)
        requests = Path(folder, FILE).read_bytes().split(BETWEEN)
        with servers.serving(environment) as server:
            following = iter(
                requests + requests[:CONNECTIONS]
            )  # the last ones are asked again: the same, taken before
            before = server.cpu_seconds()
            found = load.run(
                server.port, following.__next__, connections=CONNECTIONS, seconds=60, most=len(requests)
            )
            each = 1000 * (server.cpu_seconds() - before) / len(requests)
    line = f"ballots: {found.rate:.0f} a second on {servers.WORKERS} workers, {each:.1f} ms of CPU each, 99 % within {found.p99:.0f} ms, {found.statuses}"
    yield line, found.rate >= LEAST and set(found.statuses) == {204}


def lay(folder: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    found = [request for _ in range(WAVES) for request in _wave()]
    (folder / FILE).write_bytes(BETWEEN.join(found))


def _wave() -> Iterator[bytes]:
    """An open one, and what its people send."""
    from fairlead.doors import sql
    from fairlead.doors.clock import now
    from fairlead.rooms.pulses import box
    from fairlead.rooms.pulses.models import Wave

    token, seal_key = _keys()
    public, items = token.public_key().public_numbers(), list(asked_in(instrument(), 1))
    wave = Wave.objects.create(
        id=uuid4(),
        organisation_id=uuid4(),
        team_id=uuid4(),
        number=1,
        opens_on=now().date(),
        closes_on=now().date() + timedelta(days=7),
        closes_at=now() + timedelta(days=7),
        instrument="fairlead-pulse 1",
        items=items,
        token_modulus=public.n.to_bytes(256),
        token_exponent=public.e,
        seal_key=seal_jwk(seal_key),
    )
    with box.opened() as inside:
        inside.put("pulses_key", ("wave_id", "token", "seal"), [(sql.put_id(wave.id), b"-", seal_key)])
    words = padded(dict.fromkeys(items, 5), "")
    for _ in range(PEOPLE):
        prepared = secrets.token_bytes(PREPARED)
        yield _request(
            wave=str(wave.id),
            team=str(wave.team_id),
            ballot=to_text(prepared),
            signature=to_text(token.sign(prepared, PSS, hashes.SHA384())),
            sealed=to_text(seal(words, seal_key=seal_key, salt=wave.id.bytes)),
        )


@cache
def _keys() -> tuple[Any, bytes]:
    """One pair for all waves: making them is not what is measured."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048), new_seal_key()


def _request(**body: str) -> bytes:
    sent = json.dumps(body).encode()
    sender = ".".join(str(part) for part in (10, *secrets.token_bytes(3)))
    head = (
        f"POST /ballots HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: {sender}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n\r\n"
    )
    return head.encode() + sent


if __name__ == "__main__":
    lay(Path(sys.argv[1]))
