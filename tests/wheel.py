"""Builds the wheel, installs it into an empty environment and starts it from there: `make wheel`.

What may not live here: tests of what it does once it runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PARTS: Final = (
    r"fairlead/doors/templates/.+\.html",
    r"fairlead/doors/static/fairlead/css/tokens\.css",
    r"fairlead/doors/static/fairlead/fonts/.+\.woff2",
    r"fairlead/doors/static/fairlead/LICENSES/.+",
    r"fairlead/rooms/people/templates/.+\.html",
    r"fairlead/rooms/listening/weights\.json\.gz",
    r"fairlead/rooms/listening/NOTICE\.md",
    r"fairlead/rooms/people/migrations/0001.+\.py",
    r"fairlead-.+\.dist-info/licenses/LICENSE",
)


def uv() -> str:
    found = shutil.which("uv") or shutil.which("uv", path=str(ROOT / ".cache" / "uv" / "bin"))
    return found or sys.exit("uv is needed: `make test` fetches it")


def built(folder: Path) -> Path:
    subprocess.run([uv(), "build", "--quiet", "--wheel", "--out-dir", folder, ROOT], check=True)
    [wheel] = folder.glob("fairlead-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for part in PARTS:
        assert any(re.fullmatch(part, name) for name in names), f"the wheel has no {part}"
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]
    return wheel


def installed(wheel: Path, folder: Path) -> Path:
    subprocess.run([uv(), "venv", "--quiet", "--python", sys.executable, folder], check=True)
    python = folder / "bin" / "python"
    subprocess.run([uv(), "pip", "install", "--quiet", "--python", python, wheel], check=True)
    return folder / "bin" / "fairlead"


def first_page(command: Path, folder: Path) -> tuple[str, float]:
    """The page behind the printed sign-in address, and how many seconds it took from the start."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("FAIRLEAD_", "PYTHON"))}
    environment = {**mine, "FAIRLEAD_DATA": str(folder / "data")}
    began = time.monotonic()
    server = subprocess.Popen(
        [command, "run", "--port", "0"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        lines = iter(server.stdout.readline, "")
        address = next(line.split()[-1] for line in lines if line.startswith("Sign in: "))
        return fetched(address, until=began + 60), time.monotonic() - began
    finally:
        server.terminate()
        server.wait(20)


def fetched(address: str, *, until: float) -> str:
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                text: str = answer.read().decode()
                return text
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="fairlead-wheel-") as name:
        folder = Path(name)
        print("== a wheel, in an empty environment")
        command = installed(built(folder), folder / "environment")
        subprocess.run([command, "--help"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        page, first = first_page(command, folder)
        assert "<form" in page
        _page, again = first_page(command, folder)
        print(
            f"first page {first:.1f} s after the first start (with an empty database), {again:.1f} s after the next"
        )


if __name__ == "__main__":
    main()
