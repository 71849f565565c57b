"""How Fairlead says no: one exception with a code, the field it concerns and facts for the sentence.

What lives here: the codes of every floor. What may not: sentences (doors/refusing.py has them)."""

from __future__ import annotations

from typing import Any, Final

LAW: Final = (
    "unknown_act",
    "ended",
    "not_your_move",
    "too_early",
    "stale_terms",
    "missing_field",
    "bad_field",
)
"""The refusals of the law, in the order in which the first that fits is given."""

DOOR: Final = (
    "bad_json",
    "unauthenticated",
    "csrf",
    "scope",
    "not_found",
    "not_allowed",
    "busy",
    "key_reused",
    "too_large",
    "wrong_type",
    "too_many",
    "code_used",
    "code_expired",
    "already_there",
    "unavailable",
    "wrong_method",
    "unexpected",
)
"""What a door or a room can say besides."""

CODES: Final = frozenset(LAW + DOOR)


class Refusal(Exception):
    """Something was asked that is not done, and nothing was changed.

    `code` is one of CODES, `field` the name (interfaces.md) of what it concerns, `facts` what the
    sentence at the door may mention: numbers, moments, the texts of both sides."""

    def __init__(self, code: str, *, field: str | None = None, **facts: Any) -> None:
        if code not in CODES:
            raise ValueError(f"unknown refusal code: {code}")
        super().__init__(code if field is None else f"{code}: {field}")
        self.code = code
        self.field = field
        self.facts = facts
