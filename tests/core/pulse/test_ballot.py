"""A ticket that proves somebody of the roster holds it, and not who: the RFC's own numbers, and everything forged."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fairlead.core.pulse import ballot
from fairlead.core.pulse.ballot import PrivateKey, PublicKey
from fairlead.core.refusals import Refusal
from fairlead.outside.ballots import new_token_key
from tests.core.pulse import vector

N = int.from_bytes(vector.P) * int.from_bytes(vector.Q)
RFC = PublicKey(N, vector.E)
PHI = (int.from_bytes(vector.P) - 1) * (int.from_bytes(vector.Q) - 1)
RFC_SIGNER = PrivateKey(RFC, pow(vector.E, -1, PHI))
PREPARED = vector.PREFIX + vector.MESSAGE


@pytest.fixture(scope="module")
def key() -> PrivateKey:
    return new_token_key()


def ticket(key: PrivateKey) -> tuple[bytes, bytes]:
    """One as a browser gets it: (prepared, signature)."""
    public = key.public
    prepared = ballot.prepare(secrets.token_bytes(32), prefix=secrets.token_bytes(32))
    blinded, inverse = ballot.blind(
        public, prepared, salt=secrets.token_bytes(48), r=1 + secrets.randbelow(public.n - 1)
    )
    answer = ballot.blind_sign(key, blinded, r=1 + secrets.randbelow(public.n - 1))
    return prepared, ballot.finalize(public, prepared, blind_signature=answer, inverse=inverse)


# --- the RFC ---


def test_every_step_gives_what_the_rfc_gives() -> None:
    assert ballot.prepare(vector.MESSAGE, prefix=vector.PREFIX) == PREPARED
    r = pow(int.from_bytes(vector.INVERSE), -1, N)
    assert ballot.blind(RFC, PREPARED, salt=vector.SALT, r=r) == (
        vector.BLINDED,
        int.from_bytes(vector.INVERSE),
    )
    for own in (1, 2, N - 1):
        assert ballot.blind_sign(RFC_SIGNER, vector.BLINDED, r=own) == vector.BLIND_SIGNATURE
    signature = ballot.finalize(
        RFC, PREPARED, blind_signature=vector.BLIND_SIGNATURE, inverse=int.from_bytes(vector.INVERSE)
    )
    assert signature == vector.SIGNATURE
    assert ballot.verify(RFC, PREPARED, vector.SIGNATURE)


def test_no_bit_of_it_can_be_another() -> None:
    for place in range(0, len(vector.SIGNATURE), 37):
        forged = bytearray(vector.SIGNATURE)
        forged[place] ^= 1
        assert not ballot.verify(RFC, PREPARED, bytes(forged))
    for place in range(len(PREPARED)):
        other = bytearray(PREPARED)
        other[place] ^= 128
        assert not ballot.verify(RFC, bytes(other), vector.SIGNATURE)


# --- a key of ours ---


def test_a_ticket_is_good_under_its_own_key_and_no_other(key: PrivateKey) -> None:
    prepared, signature = ticket(key)
    assert key.public.size == 256
    assert ballot.verify(key.public, prepared, signature)
    assert not ballot.verify(new_token_key().public, prepared, signature)
    assert not ballot.verify(key.public, *ticket(new_token_key()))


def test_another_program_checks_it_alike(key: PrivateKey) -> None:
    """`cryptography` is the oracle: what is signed here is RSASSA-PSS there."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    prepared, signature = ticket(key)
    theirs = rsa.RSAPublicNumbers(key.public.e, key.public.n).public_key()
    pss = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=48)
    theirs.verify(signature, prepared, pss, hashes.SHA384())
    with pytest.raises(InvalidSignature):
        theirs.verify(signature, prepared + b"x", pss, hashes.SHA384())


def test_what_the_signer_sees_says_nothing_about_what_is_signed(key: PrivateKey) -> None:
    """Any ticket fits any blinded message: for each pair there is an r that leads from the one to the other."""
    public = key.public
    signed = []
    for _ in range(2):
        prepared = secrets.token_bytes(64)
        salt, r = secrets.token_bytes(48), 1 + secrets.randbelow(public.n - 1)
        blinded, _inverse = ballot.blind(public, prepared, salt=salt, r=r)
        signed.append((prepared, salt, blinded))
    (one, salt, own), (_, _, others) = signed
    m = pow(pow(int.from_bytes(own), key.d, public.n), public.e, public.n)
    assert m == int.from_bytes(own)
    # the r that would have led from the first message to the other's blinded one
    unblinded = int.from_bytes(ballot.blind(public, one, salt=salt, r=1)[0])
    fits = pow(int.from_bytes(others) * pow(unblinded, -1, public.n) % public.n, key.d, public.n)
    assert ballot.blind(public, one, salt=salt, r=fits)[0] == others


@pytest.mark.parametrize("wrong", [b"", bytes(255), bytes(256), bytes(257), b"\xff" * 256])
def test_what_is_no_number_below_the_modulus_is_refused(key: PrivateKey, wrong: bytes) -> None:
    assert not ballot.verify(key.public, bytes(64), wrong)
    with pytest.raises(Refusal) as refusal:
        ballot.blind_sign(key, wrong, r=3)
    assert (refusal.value.code, refusal.value.field) == ("bad_field", "blinded")


def test_a_browser_notices_a_signer_that_does_not_do_its_part(key: PrivateKey) -> None:
    prepared = secrets.token_bytes(64)
    _, inverse = ballot.blind(key.public, prepared, salt=secrets.token_bytes(48), r=5)
    with pytest.raises(ValueError, match="no signature"):
        ballot.finalize(key.public, prepared, blind_signature=bytes(256), inverse=inverse)
    with pytest.raises(ValueError, match="coprime"):
        ballot.blind(key.public, prepared, salt=bytes(48), r=0)
    with pytest.raises(ValueError, match="32 bytes"):
        ballot.prepare(b"x", prefix=b"short")


# --- how it is written ---


@given(some.binary(max_size=400))
def test_what_is_written_is_read_again_and_has_one_spelling(value: bytes) -> None:
    text = ballot.to_text(value)
    if value:
        assert ballot.from_text(text, "ballot", size=len(value)) == value
        with pytest.raises(Refusal):
            ballot.from_text(text, "ballot", size=len(value) + 1)
    with pytest.raises(Refusal):
        ballot.from_text(f"{text}=", "ballot")


@pytest.mark.parametrize("wrong", ["a", "AB", "*A==", "Ä" * 4, 7, [], "A" * 20_000, "AAA A"])
def test_what_is_no_base64url_is_a_bad_field(wrong: object) -> None:
    with pytest.raises(Refusal) as refusal:
        ballot.from_text(wrong, "token")
    assert (refusal.value.code, refusal.value.field) == ("bad_field", "token")


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_not_there_is_missing(nothing: object) -> None:
    with pytest.raises(Refusal) as refusal:
        ballot.from_text(nothing, "token")
    assert refusal.value.code == "missing_field"


def test_the_key_is_published_as_browsers_take_it(key: PrivateKey) -> None:
    written = ballot.jwk(key.public)
    assert written["kty"] == "RSA"
    assert int.from_bytes(ballot.from_text(written["n"], "n", size=256)) == key.public.n
    assert written["e"] == "AQAB"
    assert "d=" not in repr(key)


def test_a_ballot_is_spent_by_its_id_and_not_by_its_prefix() -> None:
    assert ballot.spent_id(bytes(32) + b"i" * 32) == b"i" * 32
    with pytest.raises(Refusal):
        ballot.spent_id(bytes(63))


# --- what is in an envelope ---


def test_every_ballot_has_one_size_whatever_is_in_it() -> None:
    few, many = ballot.padded({"S1": None}, ""), ballot.padded({"S1": 7, "A1": 1}, "Ä" * 900)
    assert len(few) == len(many) == ballot.PADDED
    assert ballot.unpadded(many) == ({"S1": 7, "A1": 1}, "Ä" * 900)
    with pytest.raises(Refusal) as refusal:
        ballot.padded({}, "Ä" * 1100)
    assert (refusal.value.code, refusal.value.field) == ("bad_field", "comment")


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"{}",
        b"{}".ljust(ballot.PADDED),
        b"[1]".ljust(ballot.PADDED),
        b'{"answers":{},"comment":7}'.ljust(ballot.PADDED),
        b'{"answers":{},"comment":"","who":"Dan"}'.ljust(ballot.PADDED),
        b"\xff".ljust(ballot.PADDED),
        ballot.padded({}, "") + b" ",
        b"[" * ballot.PADDED,
    ],
)
def test_another_size_or_form_is_refused(wrong: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        ballot.unpadded(wrong)
    assert (refusal.value.code, refusal.value.field) == ("bad_field", "sealed")
