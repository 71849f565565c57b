"""The real server as a process of its own: start, wait for its first page, weigh it, stop or kill it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from bench import load

PATIENCE: Final = 60.0
WORKERS: Final = 2


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`fairlead run` in its own session, so that all its processes can be found again."""

    def __init__(self, environment: Mapping[str, str], *, has_worker: bool = False) -> None:
        self.port = free_port()
        command = [
            sys.executable,
            "-m",
            "fairlead",
            "run",
            "--port",
            str(self.port),
            "--workers",
            str(WORKERS),
        ]
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [*command, *([] if has_worker else ["--no-worker"])],
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.first_page_after = self._first_page(began)

    def _first_page(self, began: float) -> float:
        while time.perf_counter() - began < PATIENCE:
            if self.process.poll() is not None:
                raise RuntimeError("the server ended as soon as it was started")
            with suppress(OSError, http.client.HTTPException):
                if self.status("/sign-in") == 200:
                    return time.perf_counter() - began
            time.sleep(0.01)
        raise RuntimeError("the server shows no page")

    def status(self, address: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def processes(self) -> list[int]:
        """The server and every process that came from it."""
        found = [self.process.pid]
        for pid in found:
            with suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    found += [int(child) for child in (task / "children").read_text().split()]
        return found

    def kill(self) -> None:
        """kill -9 of all of them, at once: nothing is said goodbye to."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def cost(self, following: load.Next, requests: int) -> float:
        """Milliseconds of CPU that one of these requests takes from the server, in the middle of so many."""
        before = self.cpu_seconds()
        found = load.run(self.port, following, connections=2, seconds=PATIENCE, most=requests)
        if not set(found.statuses) <= {200, 204, 304, 404}:
            raise RuntimeError(f"that is no page: {found.statuses}")
        return (self.cpu_seconds() - before) / found.answers * 1000

    def cpu_seconds(self) -> float:
        """What all its processes have taken of the processors, by the clock Linux keeps for each (clock_getcpuclockid)."""
        return sum(time.clock_gettime((~pid << 3) | 2) for pid in self.processes())

    def heaviest_worker(self) -> float:
        """MB of the heaviest process but the first: its share of memory (PSS), without the mapped database."""
        return max((_pss(pid) for pid in self.processes()[1:]), default=0.0)


_HEAD: Final = re.compile(r"^[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+\s*(.*)$")


def _pss(pid: int) -> float:
    kilobytes, is_counted = 0, True
    for line in Path(f"/proc/{pid}/smaps").read_text(encoding="utf-8", errors="replace").splitlines():
        head = _HEAD.match(line)
        if head is not None:
            is_counted = ".sqlite3" not in head[1]
        elif line.startswith("Pss:") and is_counted:
            kilobytes += int(line.split()[1])
    return kilobytes / 1024


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[Server]:
    server = Server(environment)
    try:
        yield server
    finally:
        server.stop()
