"""The pages as a phone on a slow line meets them: Lighthouse, the middle of five runs of each page.

Lighthouse comes from npm into the folder of the worlds; the browser is the one the tests use. What may not live
here: what the figures have to be (measures.py and this file's table)."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from bench import places
from bench.measures import prepared
from bench.places import World
from bench.report import Line
from bench.servers import serving
from tests.browser.conftest import ARGUMENTS, chromium

VERSION: Final = "12"
RUNS: Final = 5
TRIES: Final = 3
"""A browser that did not start in time is started again, and so is one that lost the page before it was judged (no score)."""
CATEGORIES: Final = ("performance", "accessibility", "best-practices")
SCORES: Final = {"performance": 98, "accessibility": 100, "best-practices": 100}
MOMENTS: Final = {
    # audit: (what it is called here, at most, what its figure is divided by)
    "first-contentful-paint": ("first words, seconds", 1.2, 1000),
    "largest-contentful-paint": ("largest part, seconds", 1.8, 1000),
    "cumulative-layout-shift": ("shift", 0.02, 1),
    "total-blocking-time": ("blocked, ms", 50, 1),
}


def pages(world: World) -> list[Line]:
    """Sign-in, Today, Promises, one promise and the composer, as one of the busy people."""
    program = _installed()
    ready = prepared(world, "pages", 1)
    cookie = f"fairlead={ready['cookies'][0]}"
    addresses = {"sign-in": "/sign-in", "today": "/", "promises": "/promises", "ask": "/ask"}
    addresses["a promise"] = f"/promises/{prepared(world, 'moves', 1)['people'][0]['promises'][0]['id']}"
    with serving(world.environment) as server:
        return [
            line
            for name, path in addresses.items()
            for line in _lines(name, _runs(program, f"http://127.0.0.1:{server.port}{path}", cookie))
        ]


def _installed() -> Path:
    folder = places.FOLDER / "lighthouse"
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        if shutil.which("npm") is None:
            subprocess.run(["apt-get", "install", "-y", "-q", "nodejs", "npm"], check=True)
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", f"lighthouse@{VERSION}"]
        subprocess.run(command, cwd=folder, check=True)
    return program


def _runs(program: Path, address: str, cookie: str) -> list[dict[str, Any]]:
    return [_tried(program, address, cookie) for _ in range(RUNS)]


def _tried(program: Path, address: str, cookie: str) -> dict[str, Any]:
    for _ in range(TRIES - 1):
        with suppress(subprocess.SubprocessError):
            found = _run(program, address, cookie)
            if all(found["categories"][category]["score"] is not None for category in CATEGORIES):
                return found
    return _run(program, address, cookie)


def _run(program: Path, address: str, cookie: str) -> dict[str, Any]:
    flags = " ".join(("--headless=new", "--no-sandbox", *ARGUMENTS))
    command = [str(program), address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command += [
        f"--only-categories={','.join(CATEGORIES)}",
        f"--extra-headers={json.dumps({'Cookie': cookie})}",
    ]
    ran = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": chromium()},
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def _lines(name: str, runs: list[dict[str, Any]]) -> list[Line]:
    lines = []
    for category in CATEGORIES:
        score = statistics.median(100 * (run["categories"][category]["score"] or 0) for run in runs)
        wanted = SCORES[category]
        lines.append(Line(f"{name}, {category}", f"{score:.0f}", f">= {wanted}", score >= wanted))
    for audit, (words, most, unit) in MOMENTS.items():
        figure = statistics.median(run["audits"][audit]["numericValue"] / unit for run in runs)
        lines.append(Line(f"{name}, {words}", f"{figure:.3g}", f"<= {most}", figure <= most))
    return lines
