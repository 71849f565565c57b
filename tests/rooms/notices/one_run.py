"""Processes of their own for the tests of killed workers: each line of stdin is an order, obeyed by a new child.

`seed` lets Alice ask Dan three times; `work` is a worker at one moment, which
kills itself with SIGKILL when it comes to its step (`never`: it does all there is to do); `left` counts."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

import django

OUTCOMES = ("A rota", "A list of names", "Three dates")


def seed() -> None:
    from tests.rooms.notices.conftest import acts_told
    from tests.rooms.promises.world import NOW, the_world

    world = the_world()
    acts_told(world, NOW)
    for outcome in OUTCOMES:
        world.ask(outcome=outcome, due="2026-11-24T17:00:00+01:00[Europe/Berlin]")


def die(*_given: Any, **_named: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(work: Callable[..., Any]) -> Callable[..., Any]:
    """Only once there was something: a look that finds nothing is not the step."""

    def dying(*given: Any, **named: Any) -> Any:
        if work(*given, **named):
            die()
        return 0

    return dying


def prepare(step: str) -> None:
    from fairlead.rooms.notices import models, worker
    from fairlead.rooms.notices.actions import send

    if step == "before_the_place_is_kept":
        models.Position.save = die  # type: ignore[method-assign]
    elif step == "after_following":
        worker.jobs = (die_after(worker.jobs[0]), *worker.jobs[1:])  # type: ignore[assignment]
    elif step == "before_handing_in":
        send.hand_in = die  # type: ignore[assignment]
    elif step in ("_taken", "letter_of", "hand_in"):
        setattr(send, step, die_after(getattr(send, step)))
    elif step == "after_marking":
        settle = send._settle

        def settled(*given: Any, **named: Any) -> None:
            settle(*given, **named)
            die()

        send._settle = settled


def work(step: str, at: datetime) -> None:
    from fairlead.rooms.notices import worker

    prepare(step)
    while sum(job(at=at) for job in worker.jobs):
        pass


def left() -> int:
    """How many mails still wait."""
    from fairlead.rooms.notices.actions.outbox import pending

    return pending().count()


def obey(order: dict[str, Any]) -> int:
    from django.conf import settings
    from django.db import connection

    from fairlead.config.mail import described

    connection.settings_dict["NAME"] = order["database"]
    settings.MAIL = described(f"smtp://127.0.0.1:{order['port']}")
    if order["what"] == "seed":
        seed()
    elif order["what"] == "left":
        return left()
    else:
        work(order["step"], datetime.fromisoformat(order["at"]))
    return 0


def child(order: dict[str, Any]) -> int:
    """The id of a new process that obeys the order and ends."""
    pid = os.fork()
    if pid:
        return pid
    code = 99
    try:
        code = obey(order)
    finally:
        if code == 99:
            traceback.print_exc()
        os._exit(code)


def ended(order: dict[str, Any]) -> int:
    """How `workers` processes at once (or one) ended: the exit code, or minus the signal that killed it."""
    children = [child(order) for _ in range(order.get("workers", 1))]
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "fairlead.config.settings"
    django.setup()
    import_module("fairlead.rooms.notices.worker")  # once, not in every child
    import_module("fairlead.config.mail")
    for line in sys.stdin:
        sys.stdout.write(f"{ended(json.loads(line))}\n")
        sys.stdout.flush()
