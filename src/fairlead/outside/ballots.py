"""Keys for tickets and sealed envelopes for ballots, by `cryptography`: P-256, HKDF-SHA-256, AES-256-GCM.

Plain bytes in, plain bytes out. What may not live here: which key is whose, and what is in an envelope."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from fairlead.core.pulse.ballot import KEY_BITS, PADDED, PrivateKey, PublicKey, from_text, to_text
from fairlead.core.refusals import Refusal

INFO: Final = b"fairlead ballot 1"
POINT: Final = 65
TAG: Final = 16
SEALED: Final = POINT + PADDED + TAG
_CURVE: Final = ec.SECP256R1()
_EXPONENT: Final = 65537


def new_token_key() -> PrivateKey:
    """An RSA key to sign tickets with, and for nothing else."""
    made = rsa.generate_private_key(public_exponent=_EXPONENT, key_size=KEY_BITS).private_numbers()
    return PrivateKey(PublicKey(made.public_numbers.n, made.public_numbers.e), made.d)


def new_seal_key() -> bytes:
    """A P-256 key to open envelopes with, as PKCS #8."""
    return ec.generate_private_key(_CURVE).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def seal_jwk(seal_key: bytes) -> dict[str, str]:
    """The public half, as browsers take it."""
    numbers = _opened(seal_key).public_key().public_numbers()
    x, y = (to_text(number.to_bytes(32)) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def seal(text: bytes, *, seal_key: bytes, salt: bytes) -> bytes:
    """For the half of this key that a browser would have. salt: the wave's id, 16 bytes."""
    return _sealed(text, _opened(seal_key).public_key(), salt)


def seal_to(text: bytes, *, jwk: Mapping[str, str], salt: bytes) -> bytes:
    """As a browser does, which has the public half alone. ValueError for what is none."""
    x, y = (int.from_bytes(from_text(jwk[name], name, size=32)) for name in ("x", "y"))
    return _sealed(text, ec.EllipticCurvePublicNumbers(x, y, _CURVE).public_key(), salt)


def _sealed(text: bytes, public: ec.EllipticCurvePublicKey, salt: bytes) -> bytes:
    once = ec.generate_private_key(_CURVE)
    point = once.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    key, nonce = _derived(once.exchange(ec.ECDH(), public), salt)
    return point + AESGCM(key).encrypt(nonce, text, None)


def is_envelope(sealed: bytes) -> bool:
    """Whether it begins with a point of the curve, as far as can be told of a closed one."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, sealed[:POINT])
    except ValueError:
        return False
    return sealed[:1] == b"\x04"


def unseal(sealed: bytes, *, seal_key: bytes, salt: bytes) -> bytes:
    """What is in the envelope. Refuses bad_field for one that was not sealed to this key, or is of another size."""
    if len(sealed) != SEALED:
        raise Refusal("bad_field", field="sealed")
    try:
        point: Any = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, sealed[:POINT])
        key, nonce = _derived(_opened(seal_key).exchange(ec.ECDH(), point), salt)
        return AESGCM(key).decrypt(nonce, sealed[POINT:], None)
    except (ValueError, InvalidTag):
        raise Refusal("bad_field", field="sealed") from None


def _opened(seal_key: bytes) -> ec.EllipticCurvePrivateKey:
    key = load_der_private_key(seal_key, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("an envelope is opened with a P-256 key")
    return key


def _derived(shared: bytes, salt: bytes) -> tuple[bytes, bytes]:
    made = HKDF(algorithm=hashes.SHA256(), length=44, salt=salt, info=INFO).derive(shared)
    return made[:32], made[32:]
