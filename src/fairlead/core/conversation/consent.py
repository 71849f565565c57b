"""What is kept of an agreement, and what it folds to: versions, who has consented, who is bound.

Time is never written down: adopted after a week without a problem, fading, no longer binding are all
derived from the moves and `at`. Silence binds nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Final
from uuid import UUID

from fairlead.core.conversation.facts import day_of
from fairlead.core.journal import Line

ENDS: Final = ("withdrawn", "ended")
ANSWER_DAYS: Final = 7
"""So long a team has to answer; then what nobody sees a problem with is adopted by those who agreed."""


class Move(Line):
    """One line of an agreement's journal. version: of the agreement this act wrote or was about."""

    __slots__ = ()
    OF = "agreement"


@dataclass(frozen=True, slots=True)
class Version:
    """What was proposed once, and who has said what to it."""

    version: int
    by: UUID
    at: datetime
    parties: frozenset[UUID]
    actions: tuple[tuple[UUID | None, str | None], ...]
    """(by, due) of each; their texts are words"""
    look_again_on: date
    agreed: frozenset[UUID]
    answered_at: datetime
    problems: frozenset[UUID] = frozenset()
    step: int | None = None
    """of the conversation both agreed to it in"""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the journal of one agreement folds to."""

    id: UUID
    is_team: bool
    zone: str
    conversation: UUID | None
    number: int
    written: int
    on_table: Version | None
    """proposed, and not adopted yet"""
    standing: Version | None = None
    """the last one adopted"""
    bound: frozenset[UUID] = frozenset()
    since: date | None = None
    """adopted, or last looked at"""
    looks: Mapping[UUID, str] = field(default_factory=dict)
    """what was said on looking again, since then"""
    looked_at: tuple[datetime, datetime] | None = None
    """the first and the last of these looks"""
    ended: str | None = None

    @property
    def current(self) -> Version:
        """The one that `version` names: on the table, else standing."""
        found = self.on_table or self.standing
        assert found is not None  # noqa: S101 - there is one from the first move on
        return found

    @property
    def period(self) -> timedelta:
        """From when it was adopted or looked at to the day of looking again."""
        if self.standing is None or self.since is None:
            return timedelta()
        return max(self.standing.look_again_on - self.since, timedelta(days=1))

    def is_party(self, person: UUID) -> bool:
        return any(one and person in one.parties for one in (self.on_table, self.standing))


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agreement stands at a moment. version: the one in force, else the one proposed last."""

    version: int
    in_force: bool
    agreed: frozenset[UUID]
    unanswered: frozenset[UUID]
    look_again_on: date
    fading: bool
    """in force, its day has passed, and it was not looked at since"""
    binds_until: date | None
    change: int | None
    """a later version that waits for consent"""
    ended: str | None


# --- the fold ---


def replay(moves: Iterable[Move]) -> Agreement:
    """The agreement these moves make, in order of number. ValueError for none."""
    agreement = reduce(apply, moves, None)
    if agreement is None:
        raise ValueError("an agreement has at least one move")
    return agreement


def apply(agreement: Agreement | None, move: Move) -> Agreement:
    """The agreement after one more move that was decided under the law."""
    if agreement is None:
        return settled(_opened(move), move.at)
    before = replace(settled(agreement, move.at), number=move.number)
    return settled(_moved(before, move), move.at)


def _opened(move: Move) -> Agreement:
    data = move.data
    return Agreement(
        id=move.of,
        is_team=bool(data["team"]),
        zone=data["zone"],
        conversation=UUID(data["conversation"]) if "conversation" in data else None,
        number=move.number,
        written=1,
        on_table=_version(move, agreed=data["agreed"]),
    )


def _version(move: Move, *, agreed: Iterable[str]) -> Version:
    return Version(
        version=move.version,
        by=move.by,
        at=move.at,
        parties=frozenset(map(UUID, move.data["parties"])),
        actions=tuple((UUID(one["by"]) if one["by"] else None, one["due"]) for one in move.data["actions"]),
        look_again_on=date.fromisoformat(move.data["look_again_on"]),
        agreed=frozenset(map(UUID, agreed)),
        answered_at=move.at,
        step=move.data.get("step"),
    )


def _moved(here: Agreement, move: Move) -> Agreement:
    match move.act:
        case "agree" | "see_problem":
            return _answered(here, move)
        case "change":
            # Said in a conversation, both have agreed to it already (heard.py).
            agreed = move.data.get("agreed", [str(move.by)])
            return replace(here, on_table=_version(move, agreed=agreed), written=move.version)
        case "withdraw":
            return replace(here, on_table=None) if here.standing else replace(here, ended="withdrawn")
        case "end":
            return _left_by(here, move.by)
    looks = {**here.looks, move.by: move.data["verdict"]}
    first_at = here.looked_at[0] if here.looked_at else move.at
    return replace(here, looks=looks, looked_at=(first_at, move.at))


def _answered(here: Agreement, move: Move) -> Agreement:
    table = here.on_table
    if table is None:  # later than the others, to what stands
        return replace(here, bound=here.bound | {move.by})
    is_yes = move.act == "agree"
    agreed = table.agreed | {move.by} if is_yes else table.agreed - {move.by}
    problems = table.problems - {move.by} if is_yes else table.problems | {move.by}
    return replace(here, on_table=replace(table, agreed=agreed, problems=problems, answered_at=move.at))


def _left_by(here: Agreement, person: UUID) -> Agreement:
    """Of two people either ends it; out of a team's each goes alone, until fewer than two are left."""
    bound = here.bound - {person}
    ended = "ended" if not here.is_team or len(bound) < 2 else None
    return replace(here, bound=bound, ended=ended)


# --- what time has done ---


def settled(here: Agreement, at: datetime) -> Agreement:
    """The same with what has come about by this moment without a move: adopted, or looked at, after a week."""
    return here if here.ended else _looked(_adopted(here, at), at)


def _adopted(here: Agreement, at: datetime) -> Agreement:
    table = here.on_table
    if table is None or table.problems or len(table.agreed) < 2:
        return here
    moment = table.answered_at
    if table.agreed != table.parties:  # of a team: two of two who agreed are all
        moment = max(moment, table.at + timedelta(days=ANSWER_DAYS))
        if at < moment:
            return here
    return replace(
        here, standing=table, on_table=None, bound=table.agreed, since=day_of(moment, here.zone), looks={},
        looked_at=None,
    )  # fmt: skip


def _looked(here: Agreement, at: datetime) -> Agreement:
    """All who are bound have looked, or a team's week for it is over: keep, drop, or wait for a change."""
    over_at = _look_over_at(here)
    if here.standing is None or over_at is None or at < over_at:
        return here
    verdicts = {verdict for person, verdict in here.looks.items() if person in here.bound}
    if "change" in verdicts or (not here.is_team and len(verdicts) > 1):
        return here
    keep = frozenset(person for person, verdict in here.looks.items() if verdict == "keep") & here.bound
    if len(keep) < 2:
        return replace(here, bound=keep, ended="ended")
    today = day_of(over_at, here.zone)
    again = replace(here.standing, look_again_on=today + here.period)
    return replace(here, standing=again, bound=keep, since=today, looks={}, looked_at=None)


def _look_over_at(here: Agreement) -> datetime | None:
    """When the last who is bound has looked; of a team at the latest a week after the first."""
    if here.looked_at is None:
        return None
    first_at, last_at = here.looked_at
    if set(here.looks) >= here.bound:
        return last_at
    return max(last_at, first_at + timedelta(days=ANSWER_DAYS)) if here.is_team else None


def standing(agreement: Agreement, *, at: datetime) -> Standing:
    """How it stands at this moment."""
    now = settled(agreement, at)
    today = day_of(at, now.zone)
    stands = now.standing
    until = now.since + 2 * now.period if stands and now.since else None
    binds = stands is not None and now.ended is None and until is not None and today <= until
    about = stands if stands is not None and (binds or now.on_table is None) else now.current
    answered = about.agreed | about.problems | (now.bound if about is stands else frozenset())
    return Standing(
        version=about.version,
        in_force=binds,
        agreed=now.bound if about is stands else about.agreed,
        unanswered=about.parties - answered,
        look_again_on=about.look_again_on,
        fading=binds and today > about.look_again_on,
        binds_until=until,
        change=now.on_table.version if now.on_table and about is stands else None,
        ended=now.ended,
    )
