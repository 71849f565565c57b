"""What is asked: instruments as data with their licence, the ten questions of a wave, and one person's score on an axis.

What may not live here: anything about more than one person, and wordings: those are in instruments/*.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, Literal

from fairlead.core.pulse.bounds import ANSWERED_FROM
from fairlead.core.refusals import Refusal

LICENCES: Final = frozenset({"CC0", "CC-BY-4.0", "OGL-3.0", "US-PD"})
"""Under no other is a wording ours to ship."""
OWN: Final = "fairlead-pulse"
AXES: Final = ("safe", "matter")
CHANGED: Final = "C1"
"""The question whether something changed because of the last wave."""
Part = Literal["safe", "matter", "rotating", "change"]
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """text, mirror (what a leader is asked about the same): by language. part: an axis, or when it is asked."""

    code: str
    part: Part
    text: Words
    is_reversed: bool
    mirror: Words | None = None

    @property
    def to_lead(self) -> Words:
        """As whoever leads the team is asked about the same."""
        return self.mirror or self.text


@dataclass(frozen=True, slots=True)
class Instrument:
    """norms: what others answered, None where nobody knows: no cut score of ours is validated."""

    id: str
    version: str
    licence: str
    attribution: str
    name: Words
    about: Words
    points: int
    lowest: Words
    highest: Words
    norms: Mapping[str, Any] | None
    items: tuple[Item, ...]

    def item(self, code: str) -> Item:
        return next(item for item in self.items if item.code == code)

    def codes(self, *parts: Part) -> tuple[str, ...]:
        return tuple(item.code for item in self.items if item.part in parts)


def instrument_from(data: Mapping[str, Any]) -> Instrument:
    """ValueError for a licence we may not ship under, or data that does not say who made it."""
    if data["licence"] not in LICENCES:
        raise ValueError(f"{data['id']}: {data['licence']} is not a licence to ship under")
    if not data["attribution"].strip():
        raise ValueError(f"{data['id']}: nobody is named")
    turned = frozenset(data["reversed"])
    items = tuple(_item(each, is_reversed=each["code"] in turned) for each in data["items"])
    if not turned <= {item.code for item in items}:
        raise ValueError(f"{data['id']}: what is reversed is not asked")
    return Instrument(
        id=data["id"],
        version=data["version"],
        licence=data["licence"],
        attribution=data["attribution"],
        name=MappingProxyType(data["name"]),
        about=MappingProxyType(data["about"]),
        points=data["points"],
        lowest=MappingProxyType(data["lowest"]),
        highest=MappingProxyType(data["highest"]),
        norms=data["norms"],
        items=items,
    )


def _item(data: Mapping[str, Any], *, is_reversed: bool) -> Item:
    mirror = MappingProxyType(data["mirror"]) if "mirror" in data else None
    return Item(data["code"], data["part"], MappingProxyType(data["text"]), is_reversed, mirror)


@cache
def instrument(name: str = OWN) -> Instrument:
    """One of those that come with Fairlead."""
    text = files("fairlead.core.pulse").joinpath("instruments", f"{name}.json").read_text(encoding="utf-8")
    return instrument_from(json.loads(text))


# --- a wave ---


def asked_in(told: Instrument, wave: int, *, has_change: bool = False) -> tuple[str, ...]:
    """Codes of the ten questions of a team's wave, counted from 1: the core, one that rotates, one about change.

    has_change: the last wave led to an agreement, so whether something changed is asked. Else that is asked in every
    second wave, and in the first, where there was nothing before, what people expect."""
    if wave < 1:
        raise ValueError("waves are counted from 1")
    rotating, changes = told.codes("rotating"), told.codes("change")
    about = changes[0] if wave > 1 and (has_change or wave % 2 == 0) else changes[1]
    return (*told.codes(*AXES), rotating[(wave - 1) % len(rotating)], about)


# --- one person ---


@dataclass(frozen=True, slots=True)
class Answered:
    """One person, 0 to 100, high is favourable. safe, matter: None with fewer than three of the four answered."""

    safe: float | None
    matter: float | None
    items: Mapping[str, float]

    def on(self, axis: str) -> float | None:
        return self.safe if axis == "safe" else self.matter


def answered(told: Instrument, given: Mapping[str, Any], asked: tuple[str, ...]) -> Answered:
    """given: the point of each question answered, by code; None, or not there: skipped. Refuses bad_field."""
    items = {}
    for code, point in given.items():
        if code not in asked:
            raise Refusal("bad_field", field="answers")
        if point is not None:
            items[code] = _favourable(told, told.item(code), point)
    safe, matter = _score(items, told.codes("safe")), _score(items, told.codes("matter"))
    return Answered(safe, matter, items)


def _favourable(told: Instrument, item: Item, point: Any) -> float:
    if type(point) is not int or not 1 <= point <= told.points:
        raise Refusal("bad_field", field="answers")
    return 100 * ((told.points - point) if item.is_reversed else (point - 1)) / (told.points - 1)


def _score(items: Mapping[str, float], codes: tuple[str, ...]) -> float | None:
    there = [items[code] for code in codes if code in items]
    return sum(there) / len(there) if len(there) >= ANSWERED_FROM else None
