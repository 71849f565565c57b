"""Writing one move: the journal, the words beside it, what stands and whose it is, all or nothing.

What may not live here: deciding (core/conversation) and who may (policy). Nothing else writes these tables."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation.consent import Agreement, Move, apply
from fairlead.doors import sql
from fairlead.doors.journal.writing import Stands, line_parts, sealed, written_or_raced
from fairlead.rooms.agreements.queries.stored import BOOK, Journal

STANDS: Final = Stands(
    BOOK,
    columns=(
        "agreement_id", "organisation_id", "team_id", "conversation_id", "number", "ended", "created_at", "updated_at",
        "head",
    ),
    fixed=frozenset({"agreement_id", "organisation_id", "team_id", "conversation_id", "created_at"}),
)  # fmt: skip
PARTY: Final = ("agreement_id", "person_id", "organisation_id")


def standing_of(journal: Journal, *, organisation: UUID) -> dict[str, Any]:
    """The row of Standing this journal folds to, ready for SQL."""
    agreement, first, last = journal.agreement, journal.first, journal.last
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
    kept, salt = sealed(move, before)
    agreement = apply(before.agreement if before else None, move)
    after = Journal((*(before.kept if before else ()), kept), agreement, before.team if before else team)
    parts = line_parts(BOOK, kept, salt=salt, organisation=organisation)
    parts.append(STANDS.part(standing_of(after, organisation=organisation), is_new=before is None))
    was, are = parties_of(before.agreement if before else None), parties_of(agreement)
    written_or_raced([*parts, *party_parts(agreement.id, was, are, organisation)])
    return after


_INSERT_PARTY: Final = sql.insert("agreements_party", PARTY)
_NO_PARTY: Final = "DELETE FROM agreements_party WHERE agreement_id = %s AND person_id = %s"


def parties_of(agreement: Agreement | None) -> frozenset[UUID]:
    versions = (agreement.on_table, agreement.standing) if agreement else ()
    return frozenset[UUID]().union(*(one.parties for one in versions if one))


def party_parts(
    agreement: UUID, was: frozenset[UUID], are: frozenset[UUID], organisation: UUID
) -> list[sql.Statement]:
    """Only who comes or goes; one statement a person, for there are few."""
    id_, ours = sql.put_id(agreement), sql.put_id(organisation)
    return [
        *((_NO_PARTY, [id_, sql.put_id(person)]) for person in sorted(was - are)),
        *((_INSERT_PARTY, [id_, sql.put_id(person), ours]) for person in sorted(are - was)),
    ]
