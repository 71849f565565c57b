"""An answer as it is kept: AES-256-GCM under a key made of the program's own key and the installation's secret.

The program's key is kept as a hash only, so the database alone opens nothing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

import orjson
from django.utils.crypto import salted_hmac

from fairlead.core.refusals import Refusal

_SALT: Final = "fairlead.doors.answered"
_NONCE: Final = 12


@dataclass(frozen=True, slots=True)
class Kept:
    """A response without what every response has."""

    status: int
    kind: str
    location: str
    content: bytes


def sealed(key: str, about: str, kept: Kept) -> bytes:
    """about: binds it to its row, so that a row moved elsewhere does not open."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    front = orjson.dumps([kept.status, kept.kind, kept.location])
    text = front + b"\n" + kept.content
    return nonce + AESGCM(_secret(key)).encrypt(nonce, text, about.encode())


def unsealed(key: str, about: str, answer: bytes) -> Kept:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        text = AESGCM(_secret(key)).decrypt(answer[:_NONCE], answer[_NONCE:], about.encode())
    except InvalidTag:  # the installation's secret has changed since
        raise Refusal("key_reused", field="Idempotency-Key") from None
    front, _, content = text.partition(b"\n")
    status, kind, location = orjson.loads(front)
    return Kept(status, kind, location, content)


def _secret(key: str) -> bytes:
    return salted_hmac(_SALT, key, algorithm="sha256").digest()
