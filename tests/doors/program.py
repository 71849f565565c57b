"""A program with a token, as tests let it speak to the API: real requests, bytes in and bytes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpResponse
from django.test import Client

from fairlead.core.policy import Viewer
from fairlead.rooms.people.actions import create_token


@dataclass
class Program:
    """Its answers are Django's, with `.data`, what the JSON says."""

    token: str | None

    @classmethod
    def of(cls, viewer: Viewer, *, at: datetime, scopes: tuple[str, ...] = ("read", "write")) -> Program:
        return cls(create_token(by=viewer, scopes=scopes, days=7, at=at).code)

    def call(self, method: str, address: str, body: Any = None, **headers: str) -> Any:
        if self.token is not None:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        content = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        kind = headers.pop("content_type", "application/json" if body is not None else "")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer: Any = Client().generic(method, f"/api/v1{address}", content, content_type=kind, headers=named)
        answer.data = _read(answer)
        return answer

    def get(self, address: str, **headers: str) -> Any:
        return self.call("GET", address, **headers)

    def post(self, address: str, body: Any, **headers: str) -> Any:
        return self.call("POST", address, body, **headers)


def _read(answer: HttpResponse) -> Any:
    is_json = "json" in answer.headers.get("Content-Type", "")
    return orjson.loads(answer.content) if is_json and answer.content else None


def refused(answer: Any, status: int, code: str, field: str | None = None) -> None:
    """It is a problem (RFC 9457) with this status and code, about this field if one is named."""
    assert (answer.status_code, answer.data["code"]) == (status, code), answer.data
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.data["status"] == status
    assert answer.data["title"]
    assert answer.data["detail"]
    assert answer.data["type"] == f"/api/v1/docs#{code}"
    if field is not None:
        assert answer.data["field"] == field
