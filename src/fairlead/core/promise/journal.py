"""What is kept of a promise: one line a move; and what the lines fold to.

`replay` is the only way a promise comes to be. What may not live here: the chain (core/journal.py)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Final
from uuid import UUID

from fairlead.core.calendar import Moment
from fairlead.core.journal import Line as JournalLine
from fairlead.core.promise import rules
from fairlead.core.promise.rules import Line, Role
from fairlead.core.promise.terms import Terms, kept_moment, terms_from


class Move(JournalLine):
    """One line of a promise's journal. version: of the terms this act wrote or was about."""

    __slots__ = ()
    OF = "promise"


@dataclass(frozen=True, slots=True)
class Promise:
    """What the journal of one promise folds to."""

    id: UUID
    asker: UUID
    doer: UUID
    kind: str
    stage: str
    spoke_last: Role | None
    number: int
    version: int
    """of the terms on the table"""
    written: int
    """the last version written"""
    terms: Terms
    in_force: int | None
    force_terms: Terms | None
    opened_in: str
    """the zone of who opened it"""
    made_at: datetime | None
    """when it was made in talk, if it was written down afterwards"""
    checking_since: datetime | None = None
    """the last report_done or contest"""
    gap: tuple[int, ...] = ()
    fix_by: Moment | None = None
    at_risk: bool = False
    """a risk was raised since the terms in force were agreed"""
    waits_read_back: bool = False
    """a read-back of the version on the table has no answer yet"""
    answer_by: Moment | None = None

    @property
    def ended(self) -> bool:
        return self.stage in rules.ENDS

    @property
    def ball(self) -> UUID | None:
        role = rules.ball(self.stage, self.spoke_last)
        return None if role is None else self.person(role)

    @property
    def zone(self) -> str:
        """The zone of the date on the table; until there is one, of who opened it."""
        return self.terms.due.zone if self.terms.due else self.opened_in

    @property
    def recorded(self) -> bool:
        return self.made_at is not None

    @property
    def people(self) -> tuple[UUID, UUID]:
        """Its two: asker and doer."""
        return self.asker, self.doer

    def person(self, role: Role) -> UUID:
        return self.asker if role == "asker" else self.doer

    def role(self, person: UUID) -> Role | None:
        return "asker" if person == self.asker else "doer" if person == self.doer else None

    def date_passed(self, at: datetime) -> bool:
        """In PROMISED, or CHANGE or RELEASE out of it: the agreed due has passed."""
        promised = self.stage in ("PROMISED", "CHANGE/PROMISED", "RELEASE/PROMISED")
        return promised and self.force_terms is not None and self.force_terms.date_passed(at)

    @property
    def check_by(self) -> datetime | None:
        """assess_by; or as long after the report or contest as assess_by lies after due, if that is later."""
        terms = self.force_terms
        if terms is None or terms.assess_by is None or terms.due is None:
            return None
        agreed, since = terms.assess_by.at_utc, self.checking_since
        return max(agreed, since + (agreed - terms.due.at_utc)) if since else agreed


# --- the fold ---


def replay(moves: Iterable[Move]) -> Promise:
    """The promise these moves make, in order of number. ValueError for none."""
    promise = reduce(apply, moves, None)
    if promise is None:
        raise ValueError("a promise has at least one move")
    return promise


def apply(promise: Promise | None, move: Move) -> Promise:
    """The promise after one more move that was decided under the law."""
    if promise is None:
        return _opened(move)
    role = promise.role(move.by)
    assert role is not None  # noqa: S101 - decide never lets a stranger's move into the journal
    line = line_of(promise, role, move.act, writes="terms" in move.data)
    after = replace(promise, stage=line.next_stage, spoke_last=line.next_spoke_last, number=move.number)
    return _remembered(_on_the_table(after, line, move), move)


def line_of(promise: Promise, role: Role, act: str, *, writes: bool) -> Line:
    """The line of the table for this act now. KeyError when it is not open to this role."""
    lines = rules.TABLE[(promise.stage, promise.spoke_last, role, act)]
    return next((line for line in lines if (line.terms == "yes") == writes), lines[0])


def _opened(move: Move) -> Promise:
    data = move.data
    terms = terms_from(data["terms"], (move.words or {}).get("terms"))
    line = rules.TABLE[("start", None, "asker" if move.act == "request" else "doer", move.act)][0]
    made_at = data.get("made_at")
    return Promise(
        id=move.of,
        asker=UUID(data["asker"]),
        doer=UUID(data["doer"]),
        kind=move.act,
        stage=line.next_stage,
        spoke_last=line.next_spoke_last,
        number=move.number,
        version=move.version,
        written=move.version,
        terms=terms,
        in_force=None,
        force_terms=None,
        opened_in=data["zone"],
        made_at=kept_moment(made_at).at_utc if made_at else None,
    )


def _on_the_table(after: Promise, line: Line, move: Move) -> Promise:
    """Which terms lie on the table and which are in force, once this move is made."""
    if line.terms == "yes":
        terms = terms_from(move.data["terms"], (move.words or {}).get("terms"))
        after = replace(after, version=move.version, written=move.version, terms=terms, waits_read_back=False)
    if after.stage == "PROMISED" and move.act in _TAKES_FORCE:
        return replace(after, in_force=after.version, force_terms=after.terms, at_risk=False)
    in_force, agreed = after.in_force, after.force_terms
    if in_force is None or agreed is None or in_force == after.version or after.stage in rules.CHANGE:
        return after
    # A version not agreed falls, and with it what was read back of it.
    return replace(after, version=in_force, terms=agreed, waits_read_back=False)


_TAKES_FORCE: Final = frozenset({"accept", "agree", "agree_to_fix"})


def _remembered(promise: Promise, move: Move) -> Promise:
    """What later acts and pages ask of the past."""
    act, data = move.act, move.data
    if act == "flag_risk":
        return replace(promise, at_risk=True)
    if act == "read_back" or data.get("read_back"):
        return replace(promise, waits_read_back=True)
    if act == "confirm_read_back":
        return replace(promise, waits_read_back=False)
    if act in ("report_done", "contest"):
        return replace(promise, checking_since=move.at)
    if act in ("name_gap", "close_with_gap") and "conditions" in data:
        fix_by = data.get("fix_by")
        gap = tuple(data["conditions"])
        return replace(promise, gap=gap, fix_by=kept_moment(fix_by) if fix_by else None)
    if act == "answer_by":
        return replace(promise, answer_by=kept_moment(data["date"]))
    return promise
