"""What a promise that is sent over the API comes out of: asked of the room that knows, which config has named.

What may not live here: what an origin is."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.promise.terms import is_blank
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.rooms.people.queries import colleague
from fairlead.rooms.promises.actions.make_promise import addressee
from fairlead.rooms.promises.origins import Origins

_known: Final[list[Origins]] = []


def ask_of(origins: Origins) -> None:
    _known[:] = [origins]


def checked(cites: Any, *, to: Any, viewer: Viewer) -> str:
    """As it was given, or "". Refuses bad_field `cites`, also where nobody here is named whom it could be agreed with."""
    if is_blank(cites):
        return ""
    if not isinstance(cites, str):
        raise Refusal("bad_field", field="cites")
    other = colleague(viewer, addressee(to))
    for origins in _known:
        origins.check(cites, viewer=viewer, people=[other] if other else [], at=now())
    return cites


def keep(promise: UUID, *, cites: str, viewer: Viewer) -> None:
    for origins in _known:
        origins.keep(cites, viewer=viewer, promise=promise, at=now())
