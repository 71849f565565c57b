"""`fairlead run` as a process: it serves, tells the way in, ends in order, and leaves nobody behind when killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.house import sources

PATIENCE = 60.0


@contextmanager
def server(folder: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and its address."""
    mine = {
        name: value for name, value in os.environ.items() if not name.startswith(("FAIRLEAD_", "DJANGO_"))
    }
    environment = {**mine, "PYTHONPATH": str(sources.ROOT / "src"), "FAIRLEAD_DATA": str(folder), **settings}
    command = [sys.executable, "-m", "fairlead", "run", "--port", "0"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = process.stdout.readline()
        assert found.startswith("Fairlead is at http://127.0.0.1:")
        yield process, found.split()[-1]
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(PATIENCE)
        assert process.stdout is not None
        process.stdout.close()


def status(address: str) -> int:
    """What it answers, asked again until somebody listens."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            refused.close()
            return refused.code
        except OSError:
            assert time.monotonic() < until, "nobody listens"
            time.sleep(0.05)


def children(of: int) -> list[int]:
    threads = Path(f"/proc/{of}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text(encoding="ascii").split()]


def is_there(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def all_gone(processes: list[int]) -> bool:
    until = time.monotonic() + PATIENCE
    while any(is_there(one) for one in processes) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(is_there(one) for one in processes)


KEEP_OPEN = """
import resource, sys
from fairlead.config.server import keep_open
soft, hard = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
keep_open(600)
print(resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.parametrize(
    ("soft", "hard", "after"), [(256, 900, (600, 900)), (256, 400, (400, 400)), (800, 900, (800, 900))]
)
def test_a_process_may_keep_open_what_it_needs_where_the_machine_lets_it(
    soft: int, hard: int, after: tuple[int, int]
) -> None:
    command = [sys.executable, "-c", KEEP_OPEN, str(soft), str(hard)]
    environment = {**os.environ, "PYTHONPATH": str(sources.ROOT / "src")}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(after)


@pytest.mark.sqlite_only
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_it_serves_survives_a_kill_and_ends_when_told(tmp_path: Path) -> None:
    with server(tmp_path) as (process, address):
        assert process.stdout is not None
        assert process.stdout.readline().startswith(f"Sign in: {address}/welcome/")
        assert status(f"{address}/sign-in") == 200
        assert status(f"{address}/nothing-here") == 404
        left = children(process.pid)
        assert len(left) == 3
        process.kill()
        assert all_gone(left), "a killed server leaves nobody behind"
    with server(tmp_path) as (process, address):
        assert status(f"{address}/sign-in") == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


@pytest.mark.sqlite_only
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_background_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    with server(tmp_path, FAIRLEAD_WORKERS="1") as (process, address):
        assert status(f"{address}/sign-in") == 200
        first = min(children(process.pid))
        os.kill(first, signal.SIGKILL)
        assert all_gone([first])
        until = time.monotonic() + PATIENCE
        while len([one for one in children(process.pid) if is_there(one)]) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        assert len([one for one in children(process.pid) if is_there(one)]) == 2
        assert status(f"{address}/sign-in") == 200


def test_the_first_page_does_not_wait_for_what_it_does_not_need(tmp_path: Path) -> None:
    look = "import sys; from fairlead.config import server; server._load(); print(*sys.modules)"
    mine = {
        name: value for name, value in os.environ.items() if not name.startswith(("FAIRLEAD_", "DJANGO_"))
    }
    environment = {**mine, "PYTHONPATH": str(sources.ROOT / "src"), "FAIRLEAD_DATA": str(tmp_path)}
    loaded = subprocess.run(
        [sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "django" in loaded
    assert not {"ninja", "pydantic", "segno", "httpx", "django.test", "numpy", "scipy"} & set(loaded)
