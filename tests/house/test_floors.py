"""Every room stands under the contracts of the linter, and the linter knows the rooms' order."""

from __future__ import annotations

import tomllib
from typing import Any

from fairlead.config.rooms import ROOMS
from tests.house import sources

DOORS = "(web) | (api) | (cli) | (worker)"


def contracts() -> list[dict[str, Any]]:
    project = tomllib.loads((sources.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return found


def test_every_room_on_disk_is_a_room_of_the_installation() -> None:
    folders = {path.name for path in (sources.SRC / "rooms").iterdir() if (path / "__init__.py").exists()}
    assert folders == set(ROOMS)


def test_the_linter_knows_the_order_of_the_rooms() -> None:
    [order] = [contract for contract in contracts() if contract.get("containers") == ["fairlead.rooms"]]
    low_to_high = [layer.strip("()") for layer in reversed(order["layers"])]
    assert [room for room in low_to_high if room in ROOMS] == list(ROOMS)


def test_every_room_is_layered_inside() -> None:
    [inside] = [contract for contract in contracts() if "queries" in str(contract.get("layers"))]
    assert set(inside["containers"]) == {f"fairlead.rooms.{room}" for room in ROOMS}
    assert inside["layers"] == [DOORS, "(actions)", "(queries)", "(models)"]


def test_the_models_of_every_room_are_protected() -> None:
    with_models = [room for room in ROOMS if list((sources.SRC / "rooms" / room).glob("models*"))]
    protected = {
        contract["protected_modules"][0]: contract["allowed_importers"]
        for contract in contracts()
        if contract["type"] == "protected"
    }
    assert protected == {f"fairlead.rooms.{room}.models": [f"fairlead.rooms.{room}"] for room in with_models}
