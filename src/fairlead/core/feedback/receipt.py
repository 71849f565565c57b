"""The receipt of what was said without a name: 25 letters and digits, all there is that leads back to it.

It is made of the ticket, so that a post whose answer was lost is answered alike when it is sent again; and nobody
who does not hold the ticket can make it. Pure. What may not live here: looking anything up."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256
from typing import Any, Final

LENGTH: Final = 25
GROUP: Final = 5
_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_MISREAD: Final = str.maketrans({"0": "O", "1": "I", "8": "B"})
"""base32 has none of these three, so each can only be its neighbour."""


def receipt_of(ticket: bytes) -> str:
    """125 bits of the ticket's hash, in groups of five."""
    code = b32encode(sha256(b"fairlead receipt 1" + ticket).digest()).decode()[:LENGTH]
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def receipt_hash(code: Any) -> str:
    """Under what it is kept. What is no receipt has one as well, under which there is nothing: all answers alike."""
    text = code if isinstance(code, str) else ""
    plain = "".join(text[: 4 * LENGTH].upper().translate(_MISREAD).replace("-", "").split())
    is_one = len(plain) == LENGTH and set(plain) <= _LETTERS
    return sha256(b"fairlead receipt hash 1" + (plain.encode() if is_one else b"")).hexdigest()


def spent_hash(spent_id: bytes) -> str:
    return sha256(b"fairlead spent 1" + spent_id).hexdigest()
