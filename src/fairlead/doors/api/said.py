"""What was said in a body that was read, by names alone. What may not live here: what any of it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fairlead.core.refusals import Refusal


def only(body: Mapping[str, Any], names: Iterable[str]) -> None:
    """Refuses bad_field for whatever else was sent."""
    if unknown := sorted(set(body) - set(names)):
        raise Refusal("bad_field", field=unknown[0])


def move_said(body: Mapping[str, Any]) -> dict[str, Any]:
    """A move or a step as its action takes it: the act, the version that was seen, and all else as facts."""
    facts = {name: value for name, value in body.items() if name not in ("act", "version")}
    return {"act": body.get("act", ""), "version": body.get("version"), "facts": facts}
