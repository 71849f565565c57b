"""A POST with an Idempotency-Key has one effect and one answer, whatever is lost on the way.

First a claim, in a short transaction of its own; then the work and its answer in one transaction, which
counts only while the claim is still ours. A claim that nobody finished can be taken over after a minute."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.answered.sealing import Kept, sealed, unsealed
from fairlead.doors.ids import new_secret_id

KEPT_FOR: Final = timedelta(hours=24)
TAKEN_OVER: Final = timedelta(seconds=60)
KEY_MAX: Final = 255
PASSING: Final = frozenset({"busy", "unavailable", "too_many"})
"""Refusals that say nothing about the request: the next try with the key may do better."""

_WHERE: Final = "WHERE organisation_id = %s AND person_id = %s AND key_hash = %s"
_CLAIM: Final = (
    "INSERT INTO answered (organisation_id, person_id, key_hash, fingerprint, claim_id, claimed_at)"
    " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
_LOOK: Final = f"SELECT fingerprint, claim_id, claimed_at, sealed FROM answered {_WHERE}"
_AGAIN: Final = (
    "UPDATE answered SET fingerprint = %s, claim_id = %s, claimed_at = %s, status = NULL, sealed = NULL"
    f" {_WHERE} AND claim_id = %s"
)
_FINISH: Final = f"UPDATE answered SET status = %s, sealed = %s {_WHERE} AND claim_id = %s AND status IS NULL"
_LET_GO: Final = f"DELETE FROM answered {_WHERE} AND claim_id = %s AND status IS NULL"
_FORGET: Final = "DELETE FROM answered WHERE claimed_at < %s"


@dataclass(frozen=True, slots=True)
class Once:
    """One key of one person for one request, and the claim this try has on it."""

    person: UUID
    organisation: UUID
    key: str
    fingerprint: str
    claim: UUID

    @property
    def key_hash(self) -> str:
        return sha256(self.key.encode()).hexdigest()

    @property
    def about(self) -> str:
        """Whose answer it is: a sealed one opens in its own row only."""
        return f"{self.organisation}{self.person}{self.key_hash}{self.fingerprint}"

    @property
    def row(self) -> list[Any]:
        return [sql.put_id(self.organisation), sql.put_id(self.person), self.key_hash]


def once(*, viewer: Viewer, key: str, request: bytes) -> Once:
    """request: what the same request has the same of. Refusal bad_field for a key that is none."""
    if not 1 <= len(key) <= KEY_MAX or not key.isascii() or not key.isprintable():
        raise Refusal("bad_field", field="Idempotency-Key")
    fingerprint = sha256(request).hexdigest()
    return Once(viewer.person, viewer.organisation, key, fingerprint, new_secret_id())


def answered_once(
    this: Once, *, work: Callable[[], Kept], refused: Callable[[Refusal], Kept], at: datetime
) -> Kept:
    """What `work` gives, or gave when this key was first used. Refuses key_reused and busy.

    work: may run several times, each in a transaction, of which one at most is committed.
    refused: the answer to a refusal; it is kept as any other answer is."""
    before = sql.with_retries(lambda: _claimed(this, at))
    if before is not None:
        return before
    tries: list[int] = []

    def attempt() -> Kept:
        with transaction.atomic():
            there = _finished(this) if tries else None
            if there is not None:
                return there  # the connection was lost after the commit
            tries.append(1)
            return _keep(this, work())

    try:
        return sql.with_retries(attempt)
    except Refusal as refusal:
        if refusal.code in PASSING:
            _write(_LET_GO, [*this.row, sql.put_id(this.claim)])
            raise
        kept = refused(refusal)
        return sql.with_retries(lambda: _keep_refusal(this, kept))


def forget_answers(*, at: datetime) -> int:
    """Those older than a day go. How many."""
    return _write(_FORGET, [sql.put_at(at - KEPT_FOR)])


def _write(statement: str, values: list[Any]) -> int:
    # SQLite has one writer: whoever writes waits for the turn, also with a single statement.
    with nullcontext() if sql.is_postgresql() else sql.one_transaction(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _claimed(this: Once, at: datetime) -> Kept | None:
    """None: the work is ours to do."""
    claim = sql.put_id(this.claim)
    if _write(_CLAIM, [*this.row, this.fingerprint, claim, sql.put_at(at)]):
        return None
    found = sql.rows(_LOOK, this.row)
    if not found:
        raise Refusal("busy")
    fingerprint, owner, since, answer = found[0]
    if sql.take_id(owner) == this.claim and answer is None:
        return None  # the connection was lost after the claim
    age = at - sql.take_at(since)
    if age > KEPT_FOR or (answer is None and fingerprint == this.fingerprint and age > TAKEN_OVER):
        taken = _write(_AGAIN, [this.fingerprint, claim, sql.put_at(at), *this.row, owner])
        if not taken:
            raise Refusal("busy")
        return None
    if fingerprint != this.fingerprint:
        raise Refusal("key_reused", field="Idempotency-Key")
    if answer is None:
        raise Refusal("busy")
    return unsealed(this.key, this.about, bytes(answer))


def _finished(this: Once) -> Kept | None:
    found = sql.rows(_LOOK, this.row)
    if not found or sql.take_id(found[0][1]) != this.claim or found[0][3] is None:
        return None
    return unsealed(this.key, this.about, bytes(found[0][3]))


def _keep(this: Once, kept: Kept) -> Kept:
    """Within the transaction of the work: when the claim is no longer ours, none of it happened."""
    answer = sealed(this.key, this.about, kept)
    with connection.cursor() as cursor:
        cursor.execute(_FINISH, [kept.status, answer, *this.row, sql.put_id(this.claim)])
        if cursor.rowcount != 1:
            raise Refusal("busy")
    return kept


def _keep_refusal(this: Once, kept: Kept) -> Kept:
    with transaction.atomic():
        return _finished(this) or _keep(this, kept)
