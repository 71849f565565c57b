"""A form that was sent: what was typed, and what was said about it. A refusal keeps every word.

    form = Form(request)
    with form:
        action(name=form.text("name"))
        return go("/there")
    return render(request, "page.html", form=form, status=form.status)

What lives here: catching a refusal that belongs beside a field. What may not: what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import cached_property
from types import TracebackType
from typing import Any, Final, TypeVar
from uuid import UUID

from django.http import HttpRequest, QueryDict

from fairlead.core.refusals import Refusal
from fairlead.doors.refusing import sentence, status_of

T = TypeVar("T")

ELSEWHERE: Final = frozenset({"unauthenticated", "not_found", "csrf", "scope", "unavailable"})
"""Refusals about the page, not about what was typed: they go on to the page that says so."""


class Form:
    """`name` tells forms of one page apart: `form.named("away")` in a template is this form or an empty one."""

    def __init__(self, request: HttpRequest | None = None, name: str = "", /, **first: Any) -> None:
        self.request = request
        self.name = name
        self.first = first
        self.refusal: Refusal | None = None
        self.is_sent = request is not None and request.method == "POST"

    def __enter__(self) -> Form:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Refusal) or error.code in ELSEWHERE:
            return False
        self.refusal = error
        return True

    @property
    def status(self) -> int:
        return 200 if self.refusal is None else status_of(self.refusal)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """For ui.error_summary: [(id of the field, sentence)]."""
        return [] if self.refusal is None else [(self.refusal.field or "", sentence(self.refusal))]

    def error(self, field: str) -> str:
        refusal = self.refusal
        return sentence(refusal) if refusal is not None and refusal.field == field else ""

    def value(self, field: str, otherwise: Any = "") -> Any:
        """What was typed; before that, what the page begins with."""
        return self.post[field] if field in self.post else self.first.get(field, otherwise)

    def named(self, name: str) -> Form:
        return self if self.name == name else Form(None, name, **self.first)

    # ------------------------------------------------------------------ words into data

    @cached_property
    def post(self) -> QueryDict:
        """What was sent. A form ends its lines with two signs; here, as in the journal, they end with one."""
        post = QueryDict(mutable=True)
        if self.request is not None and self.is_sent:
            for field, texts in self.request.POST.lists():
                post.setlist(field, [text.replace("\r\n", "\n") for text in texts])
        return post

    def text(self, field: str) -> str:
        return self.post.get(field, "")

    def texts(self, field: str) -> list[str]:
        return self.post.getlist(field)

    def numbers(self, field: str) -> list[int]:
        return [int(text) for text in self.texts(field) if text.isdecimal() and len(text) < 10]

    def is_ticked(self, field: str) -> bool:
        return bool(self.text(field))

    def id(self, field: str) -> UUID | None:
        return self._read(field, UUID)

    def day(self, field: str) -> date | None:
        return self._read(field, date.fromisoformat)

    def clock(self, field: str) -> time | None:
        return self._read(field, lambda text: time.fromisoformat(text).replace(tzinfo=None))

    def number(self, field: str) -> int | None:
        return self._read(field, int)

    def _read(self, field: str, read: Callable[[str], T]) -> T | None:
        text = self.text(field).strip()
        if not text:
            return None
        try:
            return read(text[:64])
        except ValueError:
            raise Refusal("bad_field", field=field) from None
