"""What a browser does with tickets (ticket.js), for tests without one."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.test import Client

from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import blind, finalize, from_text, prepare, to_text
from fairlead.rooms.feedback.actions.tickets import issue, key_of_week


def ticket_of(viewer: Viewer, *, at: datetime) -> dict[str, str]:
    """Fetched and unblinded: what a browser keeps."""
    week, key = key_of_week(organisation=viewer.organisation, at=at)
    prepared = prepare(secrets.token_bytes(32), prefix=secrets.token_bytes(32))
    r = 1 + secrets.randbelow(key.n - 1)
    blinded, inverse = blind(key, prepared, salt=secrets.token_bytes(48), r=r)
    _, answer = issue(viewer=viewer, blinded=to_text(blinded), at=at)
    signature = finalize(key, prepared, blind_signature=from_text(answer, "signature"), inverse=inverse)
    return {"week": week, "token": to_text(prepared), "signature": to_text(signature)}


def said(to: UUID, text: str, **ticket: str) -> dict[str, Any]:
    return {"about": "way_of_working", "to": str(to), "text": text, **ticket}


def post(address: str, body: Any, **more: Any) -> Any:
    """As the page's script does: no cookie, JSON in and out."""
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    answer: Any = Client().post(address, content, content_type="application/json", **more)
    is_json = "json" in answer.headers.get("Content-Type", "")
    answer.data = orjson.loads(answer.content) if is_json else None
    return answer
