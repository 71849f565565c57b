"""The fair writer lock: one lock on a file beside the database, taken before a writing transaction begins.

SQLite alone lets waiting writers sleep and try again, so an unlucky one waits many times as long as it must.
The kernel's queue wakes them as soon as the file is free. What may not live here: SQL."""

from __future__ import annotations

import fcntl
import os
import time


class WriterLock:
    """Held by one connection at a time. Each connection has its own, so that threads wait for each other too."""

    def __init__(self, database: str) -> None:
        self._path = database + ".writer"
        self._file: int | None = None
        self.is_held = False

    def take(self) -> float:
        """Wait until it is ours; how many seconds that took. The kernel frees it when a process dies."""
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        began = time.monotonic()
        fcntl.flock(self._file, fcntl.LOCK_EX)
        self.is_held = True
        return time.monotonic() - began

    def free(self) -> None:
        if self.is_held and self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self.is_held = False

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
        self._file, self.is_held = None, False
