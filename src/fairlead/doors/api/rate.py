"""How often one token or session may ask: a bucket each, filled steadily, in the memory of the process.

Each process counts for itself, so what is refused is a flood and never ordinary work. Nothing is stored."""

from __future__ import annotations

from threading import Lock
from typing import Final

RATE: Final = 200.0
"""requests a second, for as long as one likes; four times what interfaces.md promises to everybody"""
BURST: Final = 400.0
MOST: Final = 10_000
"""so many buckets are kept; those that are full again say nothing and go first"""


class Buckets:
    def __init__(self, *, rate: float = RATE, burst: float = BURST, most: int = MOST) -> None:
        self.rate, self.burst, self.most = rate, burst, most
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, who: str, *, at: float) -> float:
        """0.0: one was taken. Else how many seconds until there is one. at: a steady clock's seconds."""
        with self._lock:
            left, since = self._left.get(who, (self.burst, at))
            left = min(self.burst, left + (at - since) * self.rate)
            is_taken = left >= 1.0
            if who not in self._left and len(self._left) >= self.most:
                self._forget_full(at)
            self._left[who] = (left - 1.0 if is_taken else left, at)
            return 0.0 if is_taken else (1.0 - left) / self.rate

    def forget(self) -> None:
        with self._lock:
            self._left.clear()

    def _forget_full(self, at: float) -> None:
        kept = {
            who: (left, since)
            for who, (left, since) in self._left.items()
            if left + (at - since) * self.rate < self.burst
        }
        self._left = kept if len(kept) < self.most else {}
