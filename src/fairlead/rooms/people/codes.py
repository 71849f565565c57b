"""Secrets people are handed once: made here, kept only as SHA-256.

What may not: who they belong to (models.py)."""

from __future__ import annotations

import secrets
from hashlib import sha256

from fairlead.doors.who import TOKEN_START


def new_code() -> str:
    """For a link or an invitation: 32 marks, safe in an address."""
    return secrets.token_urlsafe(24)


def new_token() -> str:
    return TOKEN_START + secrets.token_urlsafe(32)


def hash_of(code: str) -> str:
    # A broken half of a surrogate pair must not make an error of a wrong code.
    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()
