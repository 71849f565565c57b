"""An envelope only the wave's key opens, and which looks alike whatever is in it."""

from __future__ import annotations

import secrets

import pytest

from fairlead.core.pulse.ballot import PADDED, from_text, padded
from fairlead.core.refusals import Refusal
from fairlead.outside.ballots import SEALED, new_seal_key, seal, seal_jwk, unseal

SALT = bytes(range(16))


@pytest.fixture(scope="module")
def key() -> bytes:
    return new_seal_key()


def test_what_was_sealed_is_opened_with_the_key_and_the_wave_it_was_sealed_for(key: bytes) -> None:
    text = padded({"S1": 5}, "A little")
    sealed = seal(text, seal_key=key, salt=SALT)
    assert len(sealed) == SEALED
    assert unseal(sealed, seal_key=key, salt=SALT) == text
    for other_key, other_salt in ((new_seal_key(), SALT), (key, bytes(16))):
        with pytest.raises(Refusal) as refusal:
            unseal(sealed, seal_key=other_key, salt=other_salt)
        assert (refusal.value.code, refusal.value.field) == ("bad_field", "sealed")


def test_the_same_twice_is_not_the_same(key: bytes) -> None:
    text = bytes(PADDED)
    one, two = (seal(text, seal_key=key, salt=SALT) for _ in range(2))
    assert one[:65] != two[:65]
    assert one[65:] != two[65:]


def test_anything_else_is_refused_and_never_breaks(key: bytes) -> None:
    good = seal(bytes(PADDED), seal_key=key, salt=SALT)
    changed = bytearray(good)
    changed[-1] ^= 1
    for wrong in (
        b"",
        good[:-1],
        good + b"x",
        bytes(changed),
        bytes(SEALED),
        b"\x04" + secrets.token_bytes(SEALED - 1),
    ):
        with pytest.raises(Refusal) as refusal:
            unseal(wrong, seal_key=key, salt=SALT)
        assert (refusal.value.code, refusal.value.field) == ("bad_field", "sealed")


def test_the_public_half_is_published_as_browsers_take_it(key: bytes) -> None:
    written = seal_jwk(key)
    assert (written["kty"], written["crv"]) == ("EC", "P-256")
    assert len(from_text(written["x"], "x", size=32)) == len(from_text(written["y"], "y", size=32))
    assert "d" not in written


def test_a_browser_would_open_it_by_the_same_steps(key: bytes) -> None:
    """The steps by hand, as the encodings say them: point, shared secret, HKDF with salt and info, 32 and 12 bytes."""
    import hashlib
    import hmac

    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    sealed = seal(bytes(PADDED), seal_key=key, salt=SALT)
    opened = load_der_private_key(key, None)
    assert isinstance(opened, ec.EllipticCurvePrivateKey)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sealed[:65])
    shared = opened.exchange(ec.ECDH(), point)
    extracted = hmac.digest(SALT, shared, hashlib.sha256)
    info = b"fairlead ballot 1"
    first = hmac.digest(extracted, info + b"\x01", hashlib.sha256)
    second = hmac.digest(extracted, first + info + b"\x02", hashlib.sha256)
    made = (first + second)[:44]
    assert AESGCM(made[:32]).decrypt(made[32:], sealed[65:], None) == bytes(PADDED)
