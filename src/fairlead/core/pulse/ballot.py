"""Tickets nobody can trace: RFC 9474 blind signatures (RSABSSA-SHA384-PSS-Randomized), and the form of a ballot.

Pure: every random number is handed in. What may not live here: making keys, sealing (outside/ballots.py), who gets one."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha384
from math import gcd
from typing import Any, Final

from fairlead.core.refusals import Refusal

KEY_BITS: Final = 2048
PREFIX: Final = 32
ID: Final = 32
PREPARED: Final = PREFIX + ID
"""Bytes of a prepared ballot: the prefix, then the id that is spent."""
PADDED: Final = 2048
_HASH: Final = sha384().digest_size
_SALT: Final = 48
_TRAILER: Final = b"\xbc"


@dataclass(frozen=True, slots=True)
class PublicKey:
    n: int
    e: int

    @property
    def size(self) -> int:
        """Bytes of the modulus, and so of all that is signed under it."""
        return (self.n.bit_length() + 7) // 8


@dataclass(frozen=True, slots=True)
class PrivateKey:
    public: PublicKey
    d: int = field(repr=False)


# --- who wants a signature: prepare, blind, finalize (a browser does the same in blind.js) ---


def prepare(message: bytes, *, prefix: bytes) -> bytes:
    """RFC 9474, 4.1, PrepareRandomize. prefix: 32 random bytes."""
    if len(prefix) != PREFIX:
        raise ValueError("the prefix has 32 bytes")
    return prefix + message


def blind(key: PublicKey, prepared: bytes, *, salt: bytes, r: int) -> tuple[bytes, int]:
    """RFC 9474, 4.2: (what the signer gets, the inverse that opens the answer). r: random, 1 <= r < n.

    ValueError for an r or message that has a factor with n: whoever meets one has factored the key."""
    m = int.from_bytes(_encoded(prepared, key.n.bit_length() - 1, salt))
    if gcd(m, key.n) != 1 or not 1 <= r < key.n or gcd(r, key.n) != 1:
        raise ValueError("not coprime with the modulus")
    return _bytes(m * pow(r, key.e, key.n) % key.n, key), pow(r, -1, key.n)


def finalize(key: PublicKey, prepared: bytes, *, blind_signature: bytes, inverse: int) -> bytes:
    """RFC 9474, 4.4. ValueError for a signature that is none: the signer did not do its part."""
    signature = _bytes(_number(blind_signature, key) * inverse % key.n, key)
    if not verify(key, prepared, signature):
        raise ValueError("this is no signature of the message")
    return signature


# --- who signs and checks ---


def blind_sign(key: PrivateKey, blinded: bytes, *, r: int) -> bytes:
    """RFC 9474, 4.3. Refuses bad_field for what is no number from 1 to below n.

    r: random, coprime with n; it hides from the clock what the private exponent is applied to."""
    public = key.public
    try:
        m = _number(blinded, public)
    except ValueError:
        m = 0
    if m < 1:  # 0 blinds nothing, and its signature would be good for nothing
        raise Refusal("bad_field", field="blinded")
    hidden = pow(m * pow(r, public.e, public.n) % public.n, key.d, public.n)
    s = hidden * pow(r, -1, public.n) % public.n
    if pow(s, public.e, public.n) != m:
        raise ValueError("the private key is not of this public key")
    return _bytes(s, public)


def verify(key: PublicKey, prepared: bytes, signature: bytes) -> bool:
    """RSASSA-PSS-VERIFY of RFC 8017, 8.1.2, SHA-384 with MGF1-SHA-384 and 48 bytes of salt."""
    try:
        s = _number(signature, key)
    except ValueError:
        return False
    bits = key.n.bit_length() - 1
    m = pow(s, key.e, key.n)
    return m.bit_length() <= bits and _is_encoding(m.to_bytes((bits + 7) // 8), prepared, bits)


def _number(value: bytes, key: PublicKey) -> int:
    number = int.from_bytes(value)
    if len(value) != key.size or number >= key.n:
        raise ValueError("out of range")
    return number


def _bytes(number: int, key: PublicKey) -> bytes:
    return number.to_bytes(key.size)


# --- EMSA-PSS, RFC 8017, 9.1 ---


def _encoded(message: bytes, bits: int, salt: bytes) -> bytes:
    size = (bits + 7) // 8
    h = _salted(message, salt)
    db = bytes(size - len(salt) - _HASH - 2) + b"\x01" + salt
    return _masked(db, h, bits) + h + _TRAILER


def _is_encoding(encoded: bytes, message: bytes, bits: int) -> bool:
    masked, h, end = encoded[: -_HASH - 1], encoded[-_HASH - 1 : -1], encoded[-1:]
    db = _masked(masked, h, bits)
    front = bytes(len(db) - _SALT - 1) + b"\x01"
    return end == _TRAILER and db.startswith(front) and h == _salted(message, db[-_SALT:])


def _salted(message: bytes, salt: bytes) -> bytes:
    return sha384(bytes(8) + sha384(message).digest() + salt).digest()


def _masked(db: bytes, h: bytes, bits: int) -> bytes:
    """db under the mask of h, without the bits on the left that the modulus has no room for."""
    blocks = range(-(-len(db) // _HASH))
    mask = b"".join(sha384(h + block.to_bytes(4)).digest() for block in blocks)[: len(db)]
    mixed = int.from_bytes(db) ^ int.from_bytes(mask)
    return (mixed & ((1 << (bits - 8 * (_HASH + 1))) - 1)).to_bytes(len(db))


# --- how it is written ---


def to_text(value: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def from_text(value: Any, field: str, *, size: int | None = None) -> bytes:
    """The bytes of a base64url text of exactly this size. Refuses missing_field and bad_field.

    Only the one spelling that `to_text` gives is taken, so that nothing can be sent twice in two."""
    if value in (None, ""):
        raise Refusal("missing_field", field=field)
    if not isinstance(value, str) or not value.isascii() or len(value) > 8 * PADDED:
        raise Refusal("bad_field", field=field)
    try:
        found = urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except ValueError:
        raise Refusal("bad_field", field=field) from None
    if to_text(found) != value or size not in (None, len(found)):
        raise Refusal("bad_field", field=field)
    return found


def jwk(key: PublicKey) -> dict[str, str]:
    """As browsers take it (RFC 7517)."""
    return {"kty": "RSA", "n": to_text(_bytes(key.n, key)), "e": to_text(key.e.to_bytes(3))}


def spent_id(prepared: bytes) -> bytes:
    """What is remembered of a ballot that was handed in, so that it is taken once."""
    if len(prepared) != PREPARED:
        raise Refusal("bad_field", field="ballot")
    return prepared[PREFIX:]


def padded(answers: Mapping[str, int | None], comment: str) -> bytes:
    """The answers as they are sealed, always of one size. Refuses bad_field for a comment that does not fit."""
    written = json.dumps({"answers": dict(answers), "comment": comment}, ensure_ascii=False).encode()
    if len(written) > PADDED:
        raise Refusal("bad_field", field="comment")
    return written.ljust(PADDED)


def unpadded(text: bytes) -> tuple[dict[str, Any], str]:
    """(answers, comment) of what was sealed. Refuses bad_field for any other size or form.

    Whether the answers are answers to this wave's questions is for whoever knows them."""
    if len(text) != PADDED:
        raise Refusal("bad_field", field="sealed")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Refusal("bad_field", field="sealed") from None
    match found:
        case {"answers": dict() as answers, "comment": str() as comment} if len(found) == 2:
            return answers, comment
    raise Refusal("bad_field", field="sealed")
