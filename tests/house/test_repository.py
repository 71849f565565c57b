"""The repository speaks only of itself, says whose work it carries, and its lock file is current."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.house import sources

FOREIGN = re.compile(
    r"(?<![\w.])/(?:work|home|Users|root|mnt)/\w"
    r"|\.\./shared"
    r"|/tmp/(?!fairlead)\w"
    r"|\b(?:127\.0\.0\.1|localhost):(?:3128|8888)\b"
)
LICENCES = {
    "htmx": "Zero-Clause BSD",
    "schibsted-grotesk": "SIL Open Font License",
    "newsreader": "SIL Open Font License",
    "icons": "ISC License",
}


@pytest.mark.parametrize(
    "text", ["/work/" + "main", "see ../" + "shared/design", "/home/" + "ada/x", "/tmp/" + "fl"]
)
def test_a_foreign_path_is_found(text: str) -> None:
    assert FOREIGN.search(text)


def test_no_file_speaks_of_another_machine() -> None:
    assert not [
        f"{path.relative_to(sources.ROOT)}: {found.group()}"
        for path, text in sources.texts()
        if (found := FOREIGN.search(text))
    ]


def test_the_lock_file_names_only_the_public_registry() -> None:
    text = (sources.ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r'https?://([^/"]+)', text))
    assert hosts <= {"pypi.org", "files.pythonhosted.org"}


def wanted(requirements: list[str]) -> dict[str, tuple[SpecifierSet, frozenset[str]]]:
    parsed = [Requirement(text) for text in requirements]
    return {one.name: (one.specifier, frozenset(one.extras)) for one in parsed}


def locked(lines: list[dict[str, Any]]) -> dict[str, tuple[SpecifierSet, frozenset[str]]]:
    return {
        one["name"]: (SpecifierSet(one.get("specifier", "")), frozenset(one.get("extras", [])))
        for one in lines
    }


def test_the_lock_file_is_current() -> None:
    project = tomllib.loads((sources.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = tomllib.loads((sources.ROOT / "uv.lock").read_text(encoding="utf-8"))
    (ours,) = [package["metadata"] for package in lock["package"] if package["name"] == "fairlead"]
    assert locked(ours["requires-dist"]) == wanted(project["project"]["dependencies"])
    assert locked(ours["requires-dev"]["dev"]) == wanted(project["dependency-groups"]["dev"])
    assert lock["requires-python"] == project["project"]["requires-python"]


@pytest.mark.parametrize(
    "made", sorted((sources.ROOT / "docs").glob("make_*.py")), ids=lambda path: path.name
)
def test_each_page_made_from_the_program_can_be_made_anew_by_hand(made: Path) -> None:
    """As `make docs` does it: in a process of its own, with nothing prepared; and what is there is what it writes."""
    reference = sources.ROOT / "docs" / "reference"
    before = {path: path.read_bytes() for path in reference.iterdir()}
    subprocess.run([sys.executable, str(made)], cwd=sources.ROOT, check=True, env=_plain())
    assert {path: path.read_bytes() for path in reference.iterdir()} == before


def _plain() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}


def test_the_licence_is_apache_2() -> None:
    text = (sources.ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text


def test_what_others_made_carries_their_licence() -> None:
    static = sources.SRC / "doors" / "static" / "fairlead"
    licences = "\n".join(
        path.read_text(encoding="utf-8")
        for path in static.rglob("*")
        if "LICEN" in path.as_posix() and path.is_file()
    )
    for part, licence in LICENCES.items():
        if any(part in path.name for path in static.rglob("*")):
            assert licence.lower() in licences.lower(), f"{part} needs its {licence}"
