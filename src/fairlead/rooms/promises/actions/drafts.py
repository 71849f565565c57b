"""Drafts of asks and offers: kept for their author alone, sent as a promise, or forgotten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.ids import new_id
from fairlead.rooms.promises.models import Draft

KEPT: Final = ("kind", "to", "terms", "team", "linked_to", "made_at", "text")
SIZE_MAX: Final = 64_000
"""characters of a draft, all fields together"""


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A draft as its author left it; any part may be missing, and nothing in it was checked."""

    id: UUID
    body: Mapping[str, Any]
    updated_at: datetime


def _own(viewer: Viewer) -> Any:
    only = policy.visible(viewer, "draft")
    return Draft.objects.filter(organisation_id=only.organisation, **{only.columns[0]: only.person})


def _body(given: Mapping[str, Any]) -> str:
    unknown = sorted(set(given) - set(KEPT))
    if unknown:
        raise Refusal("bad_field", field=unknown[0])
    text = json.dumps({name: given[name] for name in KEPT if given.get(name) is not None}, ensure_ascii=False)
    if len(text) > SIZE_MAX or "\\u0000" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refusal("bad_field", field="terms", most=SIZE_MAX)
    return text


def _shown(row: Draft) -> DraftShown:
    return DraftShown(row.id, json.loads(row.body), row.updated_at)


def keep_draft(
    *, viewer: Viewer, body: Mapping[str, Any], at: datetime, draft: UUID | None = None
) -> DraftShown:
    """Keep a new draft, or change the given parts of one; null empties a part. Refuses bad_field and not_found."""
    if draft is None:
        row = Draft(
            id=new_id(),
            organisation_id=viewer.organisation,
            person_id=viewer.person,
            body=_body(body),
            updated_at=at,
        )
        row.save(force_insert=True)
        return _shown(row)
    former = show_draft(viewer=viewer, draft=draft)
    row = Draft(
        id=draft,
        organisation_id=viewer.organisation,
        person_id=viewer.person,
        body=_body({**former.body, **body}),
        updated_at=at,
    )
    row.save(force_update=True)
    return _shown(row)


def show_draft(*, viewer: Viewer, draft: UUID) -> DraftShown:
    row = _own(viewer).filter(id=draft).first()
    if row is None:
        raise Refusal("not_found")
    return _shown(row)


def drafts_of(*, viewer: Viewer, limit: int = 200) -> tuple[DraftShown, ...]:
    return tuple(_shown(row) for row in _own(viewer).order_by("-updated_at", "id")[:limit])


def forget_draft(*, viewer: Viewer, draft: UUID) -> None:
    """It is gone. Refusal not_found when there is no such draft of the viewer's."""
    gone, _ = _own(viewer).filter(id=draft).delete()
    if not gone:
        raise Refusal("not_found")
