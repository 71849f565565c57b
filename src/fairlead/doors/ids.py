"""Where ids come from. A UUIDv7 tells the millisecond; what must not tell it uses new_secret_id."""

from __future__ import annotations

from uuid import UUID, uuid4

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    return uuid7()


def new_secret_id() -> UUID:
    """Random throughout: for secrets, ballots, invitations, feeds."""
    return uuid4()
