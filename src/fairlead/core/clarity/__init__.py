"""Quiet hints for a clear ask: they inform, they never block.

What lives here: which hints a request or offer in the making gets, from its words alone, in
linear time. What may not: sentences for people (doors/clarity_words.py), the clock, any store."""

from __future__ import annotations

from fairlead.core.clarity.hints import CODES, Draft, Hint, hints

__all__ = ["CODES", "Draft", "Hint", "hints"]
