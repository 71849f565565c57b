"""Due words: "by Friday noon", "in three working days", "Wednesday week", read as a day.

What lives here: which day words mean, told what now is, in which zone, and which days are free.
What may not: the clock, sentences for people, anything about promises."""

from __future__ import annotations

from fairlead.core.clarity.due.found import KINDS, Due
from fairlead.core.clarity.due.grammar import find_due, read_due

__all__ = ["KINDS", "Due", "find_due", "read_due"]
