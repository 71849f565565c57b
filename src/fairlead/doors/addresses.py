"""Addresses that leave the page: in a mail, in a picture, on a terminal.

What may not: addresses inside a page, which begin with a slash."""

from __future__ import annotations

from django.conf import settings


def public(path: str) -> str:
    """The whole address of a page, as people type it."""
    return f"{settings.PUBLIC_URL}{path}"
