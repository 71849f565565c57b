"""What a promise can come out of, which only a higher room knows: it hands this to the form for an ask or an offer, and
config hands it to the API.

What may not live here: what an origin is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.people.shapes import PersonCard


class Origins(Protocol):
    """chosen: what a form or a program says of it, a text of that room's own."""

    def choices(
        self, chosen: str, *, viewer: Viewer, people: Sequence[PersonCard], at: datetime
    ) -> list[tuple[str, str]]:
        """(value, words) of what a promise between the viewer and these can come out of; none: nothing is asked."""

    def check(self, chosen: str, *, viewer: Viewer, people: Sequence[PersonCard], at: datetime) -> None:
        """Before anything is sent. Refuses bad_field."""

    def keep(self, chosen: str, *, viewer: Viewer, promise: UUID, at: datetime) -> None:
        """In the transaction in which it is sent; for the same once more it is kept once."""
