"""What is computed of a release for its page, once, from what it shows alone: zone, corners, bars, trend.

numpy is loaded with this module: only the close imports it. What may not live here: an answer, a mean not shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fairlead.core.pulse.disclosure import Release
from fairlead.core.pulse.estimate import Balance, Place, balance, question
from fairlead.core.pulse.items import AXES
from fairlead.core.pulse.trend import shown, trend


def zone_and_drawing(told: Release, before: Sequence[Release]) -> tuple[dict[str, Any], dict[str, Any]]:
    """before: the team's earlier releases, the oldest first."""
    found = balance(told)
    drawing: dict[str, Any] = {axis: _axis(found, axis, [*before, told]) for axis in AXES}
    drawing["items"] = {
        code: _ranges(question(score, is_changed=told.is_changed)) for code, score in told.items.items()
    }
    drawing["regions"] = {
        str(share): [[round(x, 2), round(y, 2)] for x, y in corners]
        for share, corners in found.regions.items()
    }
    drawing["open_at"] = [list(pair) for pair in found.open_at]
    drawing["zones"] = {name: round(share, 3) for name, share in found.zones.items()}
    return found.zone.written(), drawing


def _axis(found: Balance, axis: str, releases: Sequence[Release]) -> dict[str, Any]:
    """bar: 80 %, of all that was known by this wave."""
    known = trend([shown(each, axis) for each in releases])
    place: Place = found.safe if axis == "safe" else found.matter
    bar = [round(end, 1) for end in known.places[-1].bar]
    return {"mean": round(place.mean, 1), **_ranges(place), "bar": bar, "way": known.way}


def _ranges(place: Place) -> dict[str, list[float]]:
    return {"half": [round(end, 1) for end in place.half], "most": [round(end, 1) for end in place.most]}
