"""Drafts of asks and offers: kept for their author alone, sealed; sent as a promise, or forgotten."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.ids import new_id
from fairlead.rooms.people.private import Box, box_of
from fairlead.rooms.promises.models import Draft

KEPT: Final = ("kind", "to", "terms", "team", "linked_to", "made_at", "text", "cites")
SIZE_MAX: Final = 64_000
"""characters of a draft, all fields together"""
PAGE_MAX: Final = 200


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


def _box(viewer: Viewer) -> Box:
    return box_of(viewer.person, organisation=viewer.organisation)


def _place(draft: UUID) -> dict[str, Any]:
    """Where a draft is sealed for: it opens nowhere else."""
    return {"table": "promises_draft", "row": draft, "field": "body"}


def _shown(row: Draft, box: Box) -> DraftShown:
    body = json.loads(box.open(bytes(row.sealed), **_place(row.id)))
    return DraftShown(row.id, body, row.updated_at)


def _all_shown(rows: Sequence[Draft], viewer: Viewer) -> tuple[DraftShown, ...]:
    """The key is asked for once, and only where there is something to open."""
    if not rows:
        return ()
    box = _box(viewer)
    return tuple(_shown(row, box) for row in rows)


def keep_draft(
    *, viewer: Viewer, body: Mapping[str, Any], at: datetime, draft: UUID | None = None
) -> DraftShown:
    """Keep a new draft, or change the given parts of one; null empties a part. Refuses bad_field and not_found."""
    box, id_ = _box(viewer), draft or new_id()
    former = _shown(_row(viewer, draft), box).body if draft else {}
    text = _body({**former, **body})
    row = Draft(
        id=id_,
        organisation_id=viewer.organisation,
        person_id=viewer.person,
        sealed=box.seal(text, **_place(id_)),
        updated_at=at,
    )
    row.save(force_insert=draft is None, force_update=draft is not None)
    return DraftShown(id_, json.loads(text), at)


def _row(viewer: Viewer, draft: UUID) -> Draft:
    row: Draft | None = _own(viewer).filter(id=draft).first()
    if row is None:
        raise Refusal("not_found")
    return row


def show_draft(*, viewer: Viewer, draft: UUID) -> DraftShown:
    return _shown(_row(viewer, draft), _box(viewer))


def draft_id(given: Any) -> UUID:
    """What a door was given as a draft's id; what is none is no draft's."""
    try:
        return given if isinstance(given, UUID) else UUID(str(given))
    except ValueError:
        raise Refusal("not_found") from None


def drafts_of(*, viewer: Viewer, limit: int = 200) -> tuple[DraftShown, ...]:
    return _all_shown(list(_own(viewer).order_by("-updated_at", "id")[:limit]), viewer)


def drafts_page(
    *, viewer: Viewer, limit: int = 50, after: UUID | None = None
) -> tuple[tuple[DraftShown, ...], UUID | None]:
    """A page of them, the one changed last first, and the last of the page when there are more.

    Refuses bad_field for a limit out of range; `after` of a draft that is gone begins anew."""
    if not 1 <= limit <= PAGE_MAX:
        raise Refusal("bad_field", field="limit", most=PAGE_MAX)
    rows = _own(viewer)
    last = rows.filter(id=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(updated_at__lt=last.updated_at) | Q(updated_at=last.updated_at, id__gt=last.id))
    found = list(rows.order_by("-updated_at", "id")[: limit + 1])
    return _all_shown(found[:limit], viewer), found[limit - 1].id if len(found) > limit else None


def forget_draft(*, viewer: Viewer, draft: UUID) -> None:
    """It is gone. Refusal not_found when there is no such draft of the viewer's."""
    gone, _ = _own(viewer).filter(id=draft).delete()
    if not gone:
        raise Refusal("not_found")
