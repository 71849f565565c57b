"""Who may read and do what: the one place that is asked.

What lives here: the viewer and pure decision tables. What may not: queries, requests, sentences."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who asks, as known at this very request.

    `scopes` is None for a session (which may do all its person may) and a set for a token.
    `teams` are the teams the person is in, `leads` those of them the person leads."""

    person: UUID
    organisation: UUID
    name: str
    is_admin: bool = False
    zone: str = "UTC"
    language: str = "en"
    theme: str = "system"
    has_shortcuts: bool = True
    scopes: frozenset[str] | None = None
    teams: tuple[UUID, ...] = ()
    leads: tuple[UUID, ...] = ()
