"""What a browser does to get a ticket nobody can trace: it makes one, blinds it, has it signed, and unblinds it.

Keys and tickets are by no seed. What may not live here: who asks whom for the signature."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from fairlead.core.pulse.ballot import PublicKey, blind, finalize, from_text, prepare, to_text


def ticket(key: PublicKey, sign: Callable[[str], str]) -> tuple[bytes, bytes]:
    """(what was signed, the signature of it). sign: from the blinded text to the blind signature, as the doors have it."""
    prepared = prepare(secrets.token_bytes(32), prefix=secrets.token_bytes(32))
    r = 1 + secrets.randbelow(key.n - 1)
    blinded, inverse = blind(key, prepared, salt=secrets.token_bytes(48), r=r)
    answer = from_text(sign(to_text(blinded)), "signature")
    return prepared, finalize(key, prepared, blind_signature=answer, inverse=inverse)
