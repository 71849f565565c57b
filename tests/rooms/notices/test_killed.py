"""A worker killed with -9 at any step loses nothing; what goes twice has the same Message-ID."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests import migrated
from tests.outside.mailbox import Mailbox, receiving
from tests.rooms.notices.one_run import OUTCOMES
from tests.rooms.promises.world import NOW

ROOT = Path(__file__).resolve().parents[3]
FILE = "fairlead.sqlite3"
LEASE = timedelta(minutes=6)
SERVER = os.environ.get("FAIRLEAD_DATABASE_URL", "")
STEPS = {
    # step: how many mails have left when it dies there
    "before_the_place_is_kept": 0,
    "after_following": 0,
    "_taken": 0,
    "letter_of": 0,
    "before_handing_in": 0,
    "hand_in": 1,
    "after_marking": 1,
}

pytestmark = pytest.mark.database


class Processes:
    """Starts a process for each order, on the database it names."""

    def __init__(self, folder: Path) -> None:
        own = {
            "FAIRLEAD_DATA": str(folder),
            "FAIRLEAD_DATABASE_URL": SERVER or f"sqlite:///{folder}/none.sqlite3",
            "FAIRLEAD_SECRET_KEY": "only-for-tests-" * 4,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        known = {name: value for name, value in os.environ.items() if not name.startswith("FAIRLEAD_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.rooms.notices.one_run"],
            env=known | own,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, database: str, what: str, **order: Any) -> int:
        """How it ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"database": database, "what": what, "port": 1, **order}) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


def copied(source: str, name: str) -> str:
    """A database like this one (empty: one with tables); how the settings name it."""
    if SERVER:
        migrated.make_like(source or migrated.database(), name)
    else:
        shutil.copytree(Path(source).parent if source else migrated.folder(), Path(name).parent)
    return name


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    made = Processes(tmp_path_factory.mktemp("worker"))
    yield made
    made.process.communicate(timeout=20)


@pytest.fixture(scope="module")
def seeded(processes: Processes, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database in which Alice has asked Dan three times."""
    folder = tmp_path_factory.mktemp("seeded")
    database = copied("", f"seeded_{uuid4().hex}" if SERVER else str(folder / "data" / FILE))
    assert processes.run(database, "seed") == 0
    return database


@pytest.fixture
def start(processes: Processes, seeded: str, tmp_path: Path) -> Callable[..., int]:
    """Starts a process on a copy of that database: start("work", step=..., at=..., port=...)."""
    database = copied(seeded, f"copy_{uuid4().hex}" if SERVER else str(tmp_path / "data" / FILE))
    return partial(processes.run, database)


def arrived(box: Mailbox) -> dict[str, set[str]]:
    """Subject -> the Message-IDs it came under."""
    found: dict[str, set[str]] = {}
    for mail in box.mails:
        found.setdefault(str(mail["Subject"]), set()).add(str(mail["Message-ID"]))
    return found


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_killed_at_any_step_loses_nothing(step: str, start: Callable[..., int]) -> None:
    with receiving() as box:
        port = box.server.port
        assert start("work", step=step, at=NOW.isoformat(), port=port) == -signal.SIGKILL
        assert len(box.mails) == STEPS[step]
        assert start("work", step="never", at=(NOW + LEASE).isoformat(), port=port) == 0
        assert sorted(arrived(box)) == sorted(f"Alice Adams asks you: {one}" for one in OUTCOMES)
        assert all(len(ids) == 1 for ids in arrived(box).values())
        assert len(box.mails) == len(OUTCOMES) + (step == "hand_in")
        assert start("left") == 0


def test_killed_again_and_again_it_still_arrives(start: Callable[..., int]) -> None:
    with receiving() as box:
        port = box.server.port
        for turn, step in enumerate(STEPS):
            start("work", step=step, at=(NOW + LEASE * turn).isoformat(), port=port)
        start("work", step="never", at=(NOW + LEASE * 20).isoformat(), port=port)
        assert len(arrived(box)) == len(OUTCOMES)
        assert all(len(ids) == 1 for ids in arrived(box).values())
        assert start("left") == 0


def test_four_workers_at_once_send_each_mail_once(start: Callable[..., int]) -> None:
    with receiving() as box:
        assert start("work", step="never", at=NOW.isoformat(), port=box.server.port, workers=4) == 0
        assert len(box.mails) == len(OUTCOMES)
        assert start("left") == 0
