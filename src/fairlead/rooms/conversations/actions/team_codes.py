"""A team's own words for where the process broke: adding, renaming, retiring. By those who lead it.

Codes are of the process: a label with somebody's name in it is refused. What may not live here: the base table."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from fairlead.core import policy
from fairlead.core.conversation.codes import LINE
from fairlead.core.names import plain_name
from fairlead.core.policy import Viewer
from fairlead.core.promise.terms import is_blank
from fairlead.core.refusals import Refusal
from fairlead.rooms.conversations.models import TeamCode
from fairlead.rooms.conversations.queries.team_codes import TeamCause, causes_of
from fairlead.rooms.people.queries import people_of

LABEL_MAX: Final = 60
MOST: Final = 40
"""So many of its own, retired ones included."""


@transaction.atomic
def add_cause(
    *, viewer: Viewer, team: UUID, label: Any, place: Any, at: datetime, code: str | None = None
) -> TeamCause:
    """code: the one it will have, else one by chance."""
    _may(viewer, team)
    there = causes_of(viewer=viewer, team=team)
    label = _label(label, viewer, there)
    own = sum(one.is_own for one in there)
    if own >= MOST:
        raise Refusal("too_many", field="label")
    code = code or f"TEAM_{secrets.token_hex(5).upper()}"
    row = TeamCode.objects.create(
        team_id=team,
        code=code,
        organisation_id=viewer.organisation,
        label=label,
        place=_place(place),
        created_at=at,
    )
    return TeamCause(row.code, row.label, row.place, is_own=True, is_retired=False)


@transaction.atomic
def change_cause(
    *, viewer: Viewer, team: UUID, cause: str, changes: dict[str, Any], at: datetime
) -> TeamCause:
    """changes: label, place (of own ones), is_retired; what is not among them stays. A built-in with no label has its own again."""
    _may(viewer, team)
    there = causes_of(viewer=viewer, team=team)
    found = next((one for one in there if one.code == cause and one.may_change), None)
    if found is None:
        raise Refusal("not_found")
    fields = {
        name: _READ[name](value, viewer, there, found) for name, value in changes.items() if name in _READ
    }
    if unknown := sorted(set(changes) - set(_READ)):
        raise Refusal("bad_field", field=unknown[0])
    TeamCode.objects.update_or_create(
        team_id=team,
        code=cause,
        organisation_id=viewer.organisation,
        defaults=fields,
        create_defaults={"created_at": at, **fields},
    )
    return next(one for one in causes_of(viewer=viewer, team=team) if one.code == cause)


def _may(viewer: Viewer, team: UUID) -> None:
    """Who is not in the team finds nothing; who is in it and leads it not is told so."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    if not policy.may_set_up_team(viewer, team):
        raise Refusal("not_allowed", field="team")


def _label(given: Any, viewer: Viewer, there: tuple[TeamCause, ...], besides: str = "") -> str:
    if not isinstance(given, str):
        raise Refusal("missing_field" if given is None else "bad_field", field="label")
    label = plain_name(given, field="label", longest=LABEL_MAX)
    if any(one.label.casefold() == label.casefold() for one in there if one.code != besides):
        raise Refusal("already_there", field="label")
    if _names_somebody(label, viewer):
        raise Refusal("not_allowed", field="label")
    return label


def _names_somebody(label: str, viewer: Viewer) -> bool:
    """Whether a word of it is a part of somebody's name here, written as a name is."""
    words = {word for word in re.findall(r"[^\W\d_]{2,}", label) if word[0].isupper()}
    return any(
        word in re.findall(r"[^\W\d_]{2,}", person.name)
        for word in sorted(words)
        for person in people_of(viewer.organisation, find=word, limit=100)
    )


def _place(given: Any) -> str | None:
    if is_blank(given):
        return None
    if given not in LINE:
        raise Refusal("bad_field", field="place")
    return str(given)


def _relabelled(given: Any, viewer: Viewer, there: tuple[TeamCause, ...], found: TeamCause) -> str:
    if is_blank(given) and not found.is_own:
        return ""
    return _label(given, viewer, there, found.code)


def _moved(given: Any, _viewer: Viewer, _there: tuple[TeamCause, ...], found: TeamCause) -> str | None:
    if not found.is_own:
        raise Refusal("bad_field", field="place")
    return _place(given)


def _retired(given: Any, *_beside: Any) -> bool:
    if not isinstance(given, bool):
        raise Refusal("bad_field", field="is_retired")
    return given


_READ: Final[dict[str, Any]] = {"label": _relabelled, "place": _moved, "is_retired": _retired}
