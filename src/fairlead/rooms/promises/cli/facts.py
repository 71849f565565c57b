"""The facts of an ask or a move as options, and from options to what the API takes.

What may not live here: which act needs which (the server says), and calls of the API but for the zone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from zoneinfo import ZoneInfo

import click

from fairlead.doors.cli.reading import moment_meant
from fairlead.doors.cli.server import Server

TERMS: Final = (
    click.option("--outcome", help="What will exist when it is done."),
    click.option("--due", help="By when: 2026-12-09, `2026-12-09 15:00`, `by Friday noon`, or a whole moment with its offset."),
    click.option("--standard", multiple=True, metavar="CONDITION", help="What done means, checkable. Once for each."),
    click.option("--purpose", help="What it is for."),
    click.option("--background", help="What is plain to you and perhaps not to them."),
    click.option("--need", nargs=2, multiple=True, metavar="TEXT DATE", help="What the doer needs from the asker, and by when."),
    click.option("--check-in", "check_ins", multiple=True, metavar="DATE", help="When the two talk in between."),
    click.option("--assess-by", help="When the asker will have checked it. Default: 3 working days after due."),
)  # fmt: skip
FACTS: Final = (
    click.option("--text", help="Words to go with it."),
    click.option("--date", help="Of answer_by and agree_to_fix."),
    click.option("--fix-by", help="Of name_gap: by when it should be put right."),
    click.option("--condition", "conditions", multiple=True, type=int, metavar="NUMBER", help="Of the agreed standard, from 1."),
    click.option("--answer", type=click.Choice(["yes", "partly", "no"]), help="Of confirm_read_back."),
    click.option("--read-back", help="Of accept: the promise in your own words."),
)  # fmt: skip


def with_options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def put_on(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return put_on


class Moments:
    """Reads dates as a person types them, on the clock of their own zone, which is asked for once and only if needed."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._zone = ""

    def read(self, text: str | None) -> str | None:
        """A moment with its offset as it is; a day, with or without a time, on one's own clock."""
        if text is None or text[10:11].upper() == "T":
            return text
        return moment_meant(text, zone=self.zone)

    @property
    def zone(self) -> str:
        if not self._zone:
            self._zone = ZoneInfo(self.server.call("GET", "/me")["zone"]).key
        return self._zone


def terms_of(given: dict[str, Any], moments: Moments) -> dict[str, Any]:
    """The terms among the options that were given. An empty text empties a field."""
    terms: dict[str, Any] = {
        name: given[name] for name in ("outcome", "purpose", "background") if given.get(name) is not None
    }
    terms |= {name: moments.read(given[name]) for name in ("due", "assess_by") if given.get(name) is not None}
    if given.get("standard"):
        terms["standard"] = list(given["standard"])
    if given.get("need"):
        terms["needs"] = [{"text": text, "due": moments.read(due)} for text, due in given["need"]]
    if given.get("check_ins"):
        terms["check_ins"] = [moments.read(moment) for moment in given["check_ins"]]
    return terms


def facts_of(given: dict[str, Any], moments: Moments) -> dict[str, Any]:
    """Every fact that was given, by its name."""
    facts = {name: given[name] for name in ("text", "answer", "read_back") if given.get(name) is not None}
    facts |= {name: moments.read(given[name]) for name in ("date", "fix_by") if given.get(name) is not None}
    if given.get("conditions"):
        facts["conditions"] = list(given["conditions"])
    terms = terms_of(given, moments)
    return {**facts, "terms": terms} if terms else facts
