"""Writing one move: the journal, the words beside it, what stands and whose it is, all or nothing.

What may not live here: deciding (core/conversation) and who may (policy). Nothing else writes these tables."""

from __future__ import annotations

import json
import secrets
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError

from fairlead.core.conversation.consent import Agreement, Move, apply, move_hash
from fairlead.core.promise.journal import NO_HEAD, canonical, words_hash
from fairlead.doors import sql
from fairlead.rooms.agreements.queries.stored import Journal, Kept

MOVE: Final = (
    "organisation_id", "agreement_id", "number", "act", "by_id", "at", "version", "data", "text_hash", "hash",
)  # fmt: skip
WORDS: Final = ("agreement_id", "number", "salt", "words")
STANDING: Final = (
    "agreement_id", "organisation_id", "team_id", "conversation_id", "number", "ended", "created_at", "updated_at",
    "head",
)  # fmt: skip
CHANGED: Final = ("number", "ended", "updated_at", "head")
PARTY: Final = ("agreement_id", "person_id", "organisation_id")


class Raced(Exception):
    """Somebody else's move of this agreement came first. Decide again."""


def standing_of(journal: Journal, *, organisation: UUID) -> dict[str, Any]:
    """The row of Standing this journal folds to, ready for SQL."""
    agreement, first, last = journal.agreement, journal.kept[0].move, journal.kept[-1].move
    return {
        "agreement_id": sql.put_id(agreement.id),
        "organisation_id": sql.put_id(organisation),
        "team_id": sql.put_id(journal.team),
        "conversation_id": sql.put_id(agreement.conversation),
        "number": agreement.number,
        "ended": agreement.ended,
        "created_at": sql.put_at(first.at),
        "updated_at": sql.put_at(last.at),
        "head": journal.head,
    }


def append(move: Move, *, before: Journal | None, organisation: UUID, team: UUID | None = None) -> Journal:
    """Write this move behind `before` (None: it opens one, of this team if it is a team's). Raced when that place is taken."""
    salt = secrets.token_bytes(32) if move.words is not None else None
    text_hash = words_hash(move.words, salt)
    prev = before.head if before else NO_HEAD
    kept = Kept(move, text_hash, move_hash(move, prev=prev, text=text_hash))
    agreement = apply(before.agreement if before else None, move)
    earlier = before.kept if before else ()
    after = Journal(agreement, (*earlier, kept), before.team if before else team)
    parts: list[sql.Statement] = [(_INSERT_MOVE, _move_row(kept, organisation))]
    parts.append(_stands(standing_of(after, organisation=organisation), is_new=before is None))
    if move.words is not None:
        words = json.dumps(dict(move.words), ensure_ascii=False)
        parts.append((_INSERT_WORDS, [sql.put_id(move.agreement), move.number, salt, words]))
    try:
        with sql.one_transaction():
            sql.written(parts)
            _write_parties(before.agreement if before else None, agreement, organisation)
    except IntegrityError as error:
        raise Raced from error
    return after


def _move_row(kept: Kept, organisation: UUID) -> list[Any]:
    move = kept.move
    return [
        sql.put_id(organisation),
        sql.put_id(move.agreement),
        move.number,
        move.act,
        sql.put_id(move.by),
        sql.put_at(move.at),
        move.version,
        canonical(move.data).decode(),
        kept.text_hash,
        kept.hash,
    ]


_INSERT_MOVE: Final = sql.insert("agreements_move", MOVE)
_INSERT_WORDS: Final = sql.insert("agreements_words", WORDS)
_NEW_STANDING: Final = sql.insert("agreements_standing", STANDING)
_STANDS: Final = f"UPDATE agreements_standing SET {', '.join(f'{column} = %s' for column in CHANGED)} WHERE agreement_id = %s"
_INSERT_PARTY: Final = sql.insert("agreements_party", PARTY)
_NO_PARTY: Final = "DELETE FROM agreements_party WHERE agreement_id = %s AND person_id = %s"


def _stands(standing: dict[str, Any], *, is_new: bool) -> sql.Statement:
    if is_new:
        return _NEW_STANDING, [standing[column] for column in STANDING]
    return _STANDS, [*(standing[column] for column in CHANGED), standing["agreement_id"]]


def _parties(agreement: Agreement | None) -> frozenset[UUID]:
    versions = (agreement.on_table, agreement.standing) if agreement else ()
    return frozenset[UUID]().union(*(one.parties for one in versions if one))


def _write_parties(before: Agreement | None, after: Agreement, organisation: UUID) -> None:
    """Only who comes or goes; one statement a person, for there are few."""
    was, are = _parties(before), _parties(after)
    id_, ours = sql.put_id(after.id), sql.put_id(organisation)
    for person in sorted(was - are):
        sql.written([(_NO_PARTY, [id_, sql.put_id(person)])])
    for person in sorted(are - was):
        sql.written([(_INSERT_PARTY, [id_, sql.put_id(person), ours])])
