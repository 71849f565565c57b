"""A throw-away PostgreSQL for one command: `python tests/postgres.py pytest -m database`.

Makes a cluster in a temporary folder, gives its address as FAIRLEAD_DATABASE_URL, and stops only what it started.
What may not live here: tests."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

QUICK = {
    "fsync": "off",  # a test's database need not survive a power cut
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "listen_addresses": "",
    "log_min_messages": "panic",
    "timezone": "Pacific/Chatham",  # nobody may rely on the server's zone
}
FETCHED = Path(__file__).resolve().parent.parent / ".cache" / "postgres"


def programs() -> Path:
    """The newest PostgreSQL of the machine, else the one tests/set-up has fetched."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if found:
        return max(found, key=lambda path: int(path.parent.name))
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    fetched = sorted(FETCHED.glob("*/pginstall/bin/initdb"))
    if not fetched:
        sys.exit("No PostgreSQL server on this machine. `make test` installs one, or: apt install postgresql")
    return fetched[0].parent


def _as_whom() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as somebody without rights."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    sys.exit("PostgreSQL cannot run as root, and there is no user `postgres` or `nobody`")


@contextmanager
def running(options: dict[str, str] | None = None, *, kept: Path | None = None) -> Iterator[str]:
    """The address of a cluster, reachable by a socket in its own folder and by nothing else.

    kept: where its data stay for the next time; without it the cluster is fresh, and gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fl-pg-"))
    whom = _as_whom()
    data = kept or folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    for owned in (folder, data) if whom else ():
        os.chown(owned, whom["user"], whom["group"])
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder}
    try:
        initdb = [programs() / "initdb", "-D", data, "-U", "fairlead", "-A", "trust", "-E", "UTF8"]
        if not (data / "PG_VERSION").exists():
            subprocess.run([*initdb, "--locale=C.UTF-8", "--no-sync"], check=True, **quiet, **whom)
        settings = [f"-c{name}={value}" for name, value in {**QUICK, **(options or {})}.items()]
        server = subprocess.Popen(
            [programs() / "postgres", "-D", data, "-k", folder, *settings], **quiet, **whom
        )
        try:
            _wait(folder, server, whom)
            yield f"postgresql:///postgres?user=fairlead&host={folder}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(folder: Path, server: subprocess.Popen[bytes], whom: dict[str, Any]) -> None:
    ready = [programs() / "pg_isready", "-q", "-h", folder, "-U", "fairlead", "-d", "postgres", "-t", "30"]
    for _ in range(300):
        if server.poll() is not None:
            sys.exit("PostgreSQL ended as soon as it was started")
        if subprocess.run(ready, check=False, cwd=folder, **whom).returncode == 0:
            return
        signal.sigtimedwait([], 0.1)
    sys.exit("PostgreSQL did not become ready")


def main(command: Sequence[str]) -> int:
    if not command:
        sys.exit(__doc__)
    with running() as address:
        child = subprocess.Popen(command, env={**os.environ, "FAIRLEAD_DATABASE_URL": address})
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        try:
            return child.wait()
        except KeyboardInterrupt:
            return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
