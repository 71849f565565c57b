"""What every journal is made of: one line for each thing that was done, chained by hash to the one before.

A line holds dates, numbers and ids; its words lie beside it and can be erased, and the chain still verifies.
What may not live here: what the lines fold to (each kind of journal knows that)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, ClassVar, Final
from uuid import UUID

NO_HEAD: Final = "0" * 64
"""What the first line names as the one before."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. of: whose journal it is in. number: from 1. version: what this act wrote or was about.

    data: dates, numbers and ids. words: what was written, or None (nothing written, or erased)."""

    OF: ClassVar[str]
    """what such a journal is of, as the hash names it: promise, conversation ..."""

    of: UUID
    number: int
    act: str
    by: UUID
    at: datetime
    version: int
    data: Mapping[str, Any]
    words: Mapping[str, Any] | None

    def says_the_same(self, other: Line) -> bool:
        """By the same person, whenever and in whichever place."""
        return (self.by, self.act, dict(self.data), self.words) == (
            other.by,
            other.act,
            dict(other.data),
            other.words,
        )


def canonical(value: Any) -> bytes:
    """RFC 8785 for what a journal holds: no floats, ASCII keys, no lone surrogates."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def write_at(at: datetime) -> str:
    """UTC, six decimals, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def words_hash(words: Mapping[str, Any] | None, salt: bytes | None) -> str | None:
    """hex SHA-256 of the 32 bytes of salt, then the canonical JSON of all words of the line; None without words."""
    return None if words is None or salt is None else sha256(salt + canonical(words)).hexdigest()


def line_hash(line: Line, *, prev: str, text: str | None) -> str:
    """The head after this line. prev: the head before; text: words_hash, kept when the words are erased."""
    chained = {
        "prev": prev,
        line.OF: str(line.of),
        "number": line.number,
        "act": line.act,
        "by": str(line.by),
        "at": write_at(line.at),
        "version": line.version,
        "data": dict(line.data),
        "text": text,
    }
    return sha256(canonical(chained)).hexdigest()
