"""Texts that are one person's alone, sealed with AES-256-GCM under a key of that person's own.

The key lies in the database only wrapped by the installation's key (key_file.py); with its row go all its texts.
The row is read at every use, so that erasing and rotating count at once. What may not live here: who may read."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.people import key_file
from fairlead.rooms.people.key_file import InstallationKey
from fairlead.rooms.people.models import Person, PersonKey

FORM: Final = b"\x01"
"""The first byte of what is sealed: how the rest is to be read."""
_NONCE: Final = 12
_ONE_AT_A_TIME: Final = 7_205_759_403_792_801


@dataclass(frozen=True, slots=True)
class Box:
    """One person's key, opened for the length of one request. Never kept longer: the person may be erased."""

    person: UUID
    organisation: UUID
    key: bytes = field(repr=False)

    def seal(self, text: str, *, table: str, row: UUID, field: str) -> bytes:
        """table, row, field: where it will be kept. Moved anywhere else it does not open."""
        return FORM + _sealed(self.key, text.encode(), self._about(table, row, field))

    def open(self, sealed: bytes, *, table: str, row: UUID, field: str) -> str:
        """Refusal unavailable when it is not what was sealed for this person and this place."""
        if sealed[:1] != FORM:
            raise Refusal("unavailable", field="private")
        return _unsealed(self.key, sealed[1:], self._about(table, row, field)).decode()

    def _about(self, table: str, row: UUID, field: str) -> bytes:
        return _named("private", self.organisation, table, row, field, self.person)


def box_of(person: UUID, *, organisation: UUID) -> Box:
    """To open and seal several texts of one person. A person without a key gets one.

    Refuses not_found for somebody who is not in this organisation or was erased, unavailable when the
    installation's key file is not there."""
    key = _kept(person, organisation) or sql.with_retries(lambda: _made(person, organisation))
    return Box(person, organisation, key)


def seal(text: str, *, person: UUID, organisation: UUID, table: str, row: UUID, field: str) -> bytes:
    """What only this person's key opens, and only in this place."""
    return box_of(person, organisation=organisation).seal(text, table=table, row=row, field=field)


def open_sealed(sealed: bytes, *, person: UUID, organisation: UUID, table: str, row: UUID, field: str) -> str:
    """The text again. Refuses as box_of and Box.open do; not_found once the person's key is gone."""
    key = _kept(person, organisation)
    if key is None:
        raise Refusal("not_found")
    return Box(person, organisation, key).open(sealed, table=table, row=row, field=field)


def forget_key(person: UUID) -> None:
    """Whatever was sealed for this person never opens again. Within the transaction that erases them."""
    PersonKey.objects.filter(person_id=person).delete()


def trouble() -> str | None:
    """What is wrong with the key file: `missing`, `unreadable`, or `other` when it lacks a key that is in use."""
    used = _used()
    try:
        there = {key.id for key in key_file.keys_in(settings.KEY_FILE)}
    except Refusal:
        return "unreadable"
    if not used <= there:
        return "other" if there else "missing"
    return None


# --- sealing ---


def _named(*parts: object) -> bytes:
    return json.dumps(["fairlead", 1, *map(str, parts)], ensure_ascii=True).encode()


def _sealed(key: bytes, text: bytes, about: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, about)


def _unsealed(key: bytes, sealed: bytes, about: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
    except (InvalidTag, ValueError):
        raise Refusal("unavailable", field="private") from None


# --- keys of people ---


def wrap(key: bytes, *, person: UUID, by: InstallationKey) -> dict[str, Any]:
    """The columns of a person's key, wrapped by this key of the installation."""
    return {"key_id": by.id, "wrapped": _sealed(by.secret, key, _named("key", person, by.id))}


def unwrap(row: PersonKey) -> bytes | None:
    """None when the file has no such key: it was rotated a moment ago, or is another installation's."""
    for key in key_file.keys_in(settings.KEY_FILE):
        if key.id == row.key_id:
            return _unsealed(key.secret, bytes(row.wrapped), _named("key", row.person_id, key.id))
    return None


def one_at_a_time() -> None:
    """Within a transaction: nobody else makes or wraps keys until it ends. On SQLite nobody writes anyway."""
    if sql.is_postgresql():
        sql.rows("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def _kept(person: UUID, organisation: UUID) -> bytes | None:
    for _ in range(2):  # between reading the row and reading the file the keys may have been rotated
        row = PersonKey.objects.filter(person_id=person, person__organisation_id=organisation).first()
        if row is None:
            return None
        key = unwrap(row)
        if key is not None:
            return key
    raise Refusal("unavailable", field=key_file.FIELD)


def _made(person: UUID, organisation: UUID) -> bytes:
    with sql.one_transaction():
        one_at_a_time()
        here = Person.objects.select_for_update().filter(
            id=person, organisation_id=organisation, erased_at=None
        )
        if not here.exists():
            raise Refusal("not_found")
        key = _kept(person, organisation)
        if key is None:
            key = secrets.token_bytes(key_file.KEY_BYTES)
            PersonKey.objects.create(person_id=person, **wrap(key, person=person, by=_wrapping()))
    return key


def _wrapping() -> InstallationKey:
    """The newest key; the first one is made. Never beside keys in use that this file does not have."""
    used = _used()
    keys = key_file.keys_in(settings.KEY_FILE)
    if not keys and not used:
        keys = key_file.made(settings.KEY_FILE)
    if not used <= {key.id for key in keys}:
        raise Refusal("unavailable", field=key_file.FIELD)
    return keys[-1]


def _used() -> set[str]:
    return {row[0] for row in sql.rows("SELECT DISTINCT key_id FROM people_personkey", [])}
