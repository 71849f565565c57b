"""The facts of a step as options, and from options to what the API takes. Which act needs which, the server says."""

from __future__ import annotations

from typing import Any, Final

import click

from fairlead.doors.cli.server import Server
from fairlead.rooms.promises.cli.finding import person_named

FACTS: Final = (
    click.option("--text", help="Words to go with it."),
    click.option("--purpose", help="Of invite: what you would like to look at together."),
    click.option("--mode", type=click.Choice(["live", "days", "room"]), help="Of invite: how you would like to talk."),
    click.option("--date", help="A day: 2026-12-01."),
    click.option("--prompt", help="Of note_private and share_line: its number, or its name."),
    click.option("--was-a-yes", type=click.Choice(["yes", "no"]), help="Of state_picture: was it a yes?"),
    click.option("--condition", "conditions", multiple=True, type=int, metavar="NUMBER", help="Of state_gap: one that is open, from 1. None given: none is open."),
    click.option("--point", "points", multiple=True, help="Of give_account: something about how we work. Once for each."),
    click.option("--question", type=int, metavar="NUMBER", help="Of answer_question, from 1."),
    click.option("--answer", type=click.Choice(["yes", "partly", "no"]), help="Of confirm_read_back."),
    click.option("--code", "codes", multiple=True, help="Of give_causes: one to three."),
    click.option("--own-words", help="Of give_causes: in own words."),
    click.option("--side", type=click.Choice(["asker", "doer", "both"]), help="Of name_repair: whose it is."),
    click.option("--action", "actions", nargs=3, multiple=True, metavar="SIDE TEXT DATE", help="Of propose_agreement: asker or doer, what, and a day or now."),
    click.option("--reply", "answers", nargs=2, type=(int, str), multiple=True, metavar="POINT TEXT", help="What is said to a marked point. Once for each."),
    click.option("--look-again-on", help="Of propose_agreement: a day."),
    click.option("--verdict", type=click.Choice(["keep", "change", "drop"]), help="Of look_again."),
    click.option("--person", help="Of invite_facilitator: a name or an id."),
)  # fmt: skip
PLAIN: Final = (
    "text", "purpose", "mode", "date", "question", "answer", "own_words", "side", "look_again_on", "verdict",
)  # fmt: skip


def facts_of(server: Server, conversation: str, act: str, given: dict[str, Any]) -> dict[str, Any]:
    """Every fact that was given, by its name."""
    facts: dict[str, Any] = {name: given[name] for name in PLAIN if given[name] is not None}
    facts |= {name: list(given[name]) for name in ("points", "codes") if given[name]}
    if given["prompt"] is not None:
        facts["prompt"] = int(given["prompt"]) if given["prompt"].isdecimal() else given["prompt"]
    if given["was_a_yes"] is not None:
        facts["was_a_yes"] = given["was_a_yes"] == "yes"
    if given["conditions"] or act == "state_gap":
        facts["conditions"] = list(given["conditions"])
    if given["answers"]:
        facts["answers"] = [{"point": point, "text": text} for point, text in given["answers"]]
    if given["person"] is not None:
        facts["person"] = person_named(server, given["person"])
    if given["actions"]:
        facts["actions"] = _actions(server, conversation, given["actions"])
    return facts


def _actions(server: Server, conversation: str, given: list[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """A side is a person of this conversation; what is neither goes on as it was typed, and the server says so."""
    shown = server.call("GET", f"/conversations/{conversation}")
    ids = {side: shown[side]["id"] for side in ("asker", "doer")}
    return [
        {"by": ids.get(side, side), "text": text, "due": None if due == "now" else due}
        for side, text, due in given
    ]
