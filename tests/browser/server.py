"""A real Fairlead on a port of its own, with a folder of its own, ended with the test.

What may not live here: what people do on it (village.py, the tests)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import migrated
from tests.once import quick_folder
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
FOUNDED = "founded"
"""In its data folder, when somebody has settled there."""


class Server:
    """`fairlead run` as people start it: one worker, SQLite. begun_from: what its data folder has before the start."""

    def __init__(self, *, begun_from: Path | None = None, **more: str) -> None:
        self.folder = quick_folder("fairlead-browser-")
        shutil.copytree(begun_from or migrated.folder(), self.folder, dirs_exist_ok=True)
        self.address = f"http://127.0.0.1:{free_port()}"
        own = {name: value for name, value in os.environ.items() if not name.startswith("FAIRLEAD_")}
        self.environment = {
            **own,
            "FAIRLEAD_DATA": str(self.folder),
            "FAIRLEAD_SECRET_KEY": "only-for-tests-0123456789-abcdefghij",
            "DJANGO_SETTINGS_MODULE": "fairlead.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            **more,
        }
        self.sign_in = ""
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> Server:
        command = [sys.executable, "-m", "fairlead", "run", "--port", self.address.rpartition(":")[2]]
        self._process = subprocess.Popen(
            [*command, "--workers", "1"],
            cwd=self.folder,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("Sign in: "):
                self.sign_in = line.removeprefix("Sign in: ").strip()
                break
            if line.startswith("Fairlead is at ") and self._is_founded():
                break
        self._wait()
        return self

    def _is_founded(self) -> bool:
        return (self.folder / FOUNDED).exists()

    def _wait(self) -> None:
        import time
        from urllib.error import URLError
        from urllib.request import urlopen

        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urlopen(f"{self.address}/sign-in", timeout=5):
                    return
            except (URLError, ConnectionError):
                time.sleep(0.05)
        raise AssertionError("the server did not answer")

    def run(self, *command: str) -> str:
        """A command of the installation, while the server runs or before."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=self.environment,
            text=True,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def settle(self, *who: str) -> str:
        """Before the start: let the village live there, or others; what they said is kept."""
        said = self.run(*who)
        (self.folder / FOUNDED).write_text(said, encoding="utf-8")
        return said

    def kill(self) -> None:
        """As a power cut would; start() brings it back at the same address, with what it had."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process = None

    def end(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)
