"""The codes a team is offered, by the words it uses: the built-in ones, renamed or retired, and its own.

What may not live here: what is chosen of them, counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation.codes import BUILT_IN, BY_CODE, CODES, OWN_WORDS, Code, Named, offered
from fairlead.core.conversation.talk import Beside
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.conversations.models import TeamCode
from fairlead.rooms.conversations.queries.show import seen_or_none
from fairlead.rooms.conversations.queries.stored import Journal


@dataclass(frozen=True, slots=True)
class TeamCause:
    """One code as a team has it. label: the team's word for it, empty where it has none of its own."""

    code: str
    label: str
    place: str | None
    is_own: bool
    is_retired: bool

    @property
    def may_change(self) -> bool:
        return self.code != OWN_WORDS


def causes_of(*, viewer: Viewer, team: UUID) -> tuple[TeamCause, ...]:
    """Every code of a team, retired ones too: for who is in it. Anybody else finds nothing."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    rows = _rows(team, viewer.organisation)
    known = {row.code: row for row in rows}
    built_in = [
        TeamCause(
            code.code,
            row.label if row else "",
            code.place,
            is_own=False,
            is_retired=bool(row and row.is_retired),
        )
        for code in CODES
        for row in [known.get(code.code)]
    ]
    own = [
        TeamCause(row.code, row.label, row.place, is_own=True, is_retired=row.is_retired)
        for row in rows
        if row.code not in BUILT_IN
    ]
    return (*built_in[:-1], *own, built_in[-1])


def offered_in(found: Journal, *, organisation: UUID) -> tuple[Code, ...]:
    """What the two of this conversation choose from. label: "" where a built-in one keeps its own."""
    return _offered(_rows(team_of(found), organisation))


def offered_here(*, viewer: Viewer, conversation: UUID, at: datetime) -> tuple[Code, ...]:
    """The same for a page: not found where the conversation is not the viewer's."""
    found = seen_or_none(conversation, viewer, at=at)
    return offered_in(found, organisation=viewer.organisation)


def beside(found: Journal, *, notes: Mapping[int, str], organisation: UUID) -> Beside:
    """What lies beside this conversation for the law: the notes, and the codes its team is offered."""
    codes = offered_in(found, organisation=organisation)
    named = {code.code: Named(code.code, code.label, code.place) for code in codes if code.label}
    return Beside(notes, frozenset(code.code for code in codes), named)


def team_of(found: Journal) -> UUID | None:
    """The team of the promise it is about."""
    given = found.first.data.get("team")
    return UUID(given) if given else None


def _offered(rows: Iterable[TeamCode]) -> tuple[Code, ...]:
    own = [_code(row) for row in rows]
    codes = offered(own=own, retired=[row.code for row in rows if row.is_retired])
    named = {code.code for code in own if code.label}
    return tuple(code if code.code in named else replace(code, label="") for code in codes)


def _code(row: TeamCode) -> Code:
    if row.code in BY_CODE:
        return replace(BY_CODE[row.code], label=row.label)
    return Code(row.code, ("B",), row.place, row.label)


def _rows(team: UUID | None, organisation: UUID) -> list[TeamCode]:
    if team is None:
        return []
    found = TeamCode.objects.filter(team_id=team, organisation_id=organisation)
    return list(found.order_by("created_at", "code"))
