"""The background worker: asks each room's worker.py, again and again, to do what has come due.

A room's worker.py brings `jobs`, a tuple of functions `job(*, at) -> int` that do a bounded piece of work
and say how many things they did. What may not live here: what is done."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection

from fairlead.config.rooms import brought
from fairlead.doors.clock import now

log = logging.getLogger("fairlead.worker")
IDLE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0


def work_until_told_to_stop() -> None:
    """SIGTERM and Ctrl-C end it after the job at hand. A kill at any moment loses nothing: jobs see to that."""
    told = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        told.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not told.is_set():
        told.wait(one_round())


def one_round() -> float:
    """Every job once; how many seconds to wait before the next round."""
    close_old_connections()
    try:
        done = sum(job(at=now()) for _room, jobs in brought("worker", "jobs") for job in jobs)
    except DatabaseError as problem:
        log.warning("the database did not answer (%s), trying again soon", type(problem).__name__)
        connection.close()
        return TROUBLE_SECONDS
    return 0.0 if done else IDLE_SECONDS
