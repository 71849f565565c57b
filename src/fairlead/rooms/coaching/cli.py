"""`fairlead coach`: whom you let read along, and what you may read along with, over the API as a person.

A conversation keeps its own leave: it is invited, agreed to and ended by its steps. What may not live here: rules."""

from __future__ import annotations

from typing import Any, Final

import click

from fairlead.doors.cli.kit import over_the_api
from fairlead.doors.cli.server import Server
from fairlead.doors.cli.words import _, later
from fairlead.doors.cli.writing import columns, day, one_line, plain
from fairlead.rooms.promises.cli.finding import every, one_that_begins, person_named, promise_named, short_ids

KINDS: Final = {
    "promise": later("promise"),
    "conversation": later("conversation"),
    "reflection": later("week"),
}


@click.group()
def coach() -> None:
    """Let somebody read along with one thing, for 30 days at most; or read along yourself.

    Example: fairlead coach invite Max --promise 0193a2b4
    """


# --- whom one lets read along ---


@coach.command("list")
@over_the_api
def list_(server: Server) -> None:
    """Whom you let read along with what, and who was suggested and waits for a yes.

    Example: fairlead coach list
    """
    server.print(server.call("GET", "/leaves"), _leaves_text)


@coach.command()
@click.argument("who")
@click.option("--promise", default="", metavar="ID", help="A promise of yours. The other says yes, too.")
@click.option("--week", help="Or a week you wrote about, as in 2026-W48. The token needs the scope reflect.")
@over_the_api
def invite(server: Server, who: str, promise: str, week: str | None) -> None:
    """Invite somebody here to read along.

    To a conversation: `fairlead conversation step ID invite-facilitator --person WHO`.

    \b
    Example: fairlead coach invite Max --promise 0193a2b4
             fairlead coach invite max@example.org --week 2026-W48
    """
    body: dict[str, Any] = {"coach": person_named(server, who)}
    if promise:
        body["promise"] = promise_named(server, promise)
    if week:
        body["week"] = week
    made = server.call("POST", "/leaves", body)
    server.print(made, lambda leave: _leaves_text({"items": [leave]}))


@coach.command()
@click.argument("id_", metavar="ID")
@over_the_api
def agree(server: Server, id_: str) -> None:
    """Say yes to somebody the other suggested. ID is one that `fairlead coach list` shows, or its beginning.

    Example: fairlead coach agree 0193a2b4
    """
    _move(server, id_, "agree")


@coach.command()
@click.argument("id_", metavar="ID")
@over_the_api
def end(server: Server, id_: str) -> None:
    """End it at once, whoever began it. ID is one that `fairlead coach list` shows, or its beginning.

    Example: fairlead coach end 0193a2b4
    """
    _move(server, id_, "end")


def _move(server: Server, start: str, act: str) -> None:
    leaves = {_id(leave): leave for leave in server.call("GET", "/leaves")["items"]}
    found = one_that_begins(start, leaves, "coach list")
    if leaves[found]["kind"] == "conversation":
        server.call("POST", f"/conversations/{found}/steps", {"act": f"{act}_facilitator"})
    else:
        server.call("POST", f"/leaves/{found}/moves", {"act": act})
    server.print(server.call("GET", "/leaves"), _leaves_text)


def _id(leave: dict[str, Any]) -> str:
    """By what it is called here: a conversation's own leave has no id."""
    return str(leave["id"] or leave["thing"])


# --- what one may read along with ---


@coach.command()
@over_the_api
def shared(server: Server) -> None:
    """What you may read along with. Once its time is over it is nowhere any more.

    Example: fairlead coach shared
    """
    server.print(server.call("GET", "/coaching"), _home_text)


@coach.command()
@click.argument("id_", metavar="ID")
@over_the_api
def week(server: Server, id_: str) -> None:
    """A week somebody looked back on and shares with you. The token needs the scope reflect.

    Example: fairlead coach week 0193a2b4
    """
    _kind, found = _thing(server, id_)
    server.print(server.call("GET", f"/coaching/weeks/{found}"), _week_text)


@coach.command()
@click.argument("id_", metavar="ID")
@click.argument("text")
@click.option("--to-think-about", is_flag=True, help="It is nothing to answer, only to think about.")
@over_the_api
def ask(server: Server, id_: str, text: str, *, to_think_about: bool) -> None:
    """Ask a question beside what you read along with. It moves nothing. ID may be its beginning.

    Example: fairlead coach ask 0193a2b4 "What would you have needed to say so on Monday?"
    """
    path = _additions(server, id_)
    server.call("POST", path, {"sort": "prompt" if to_think_about else "question", "text": text})
    server.print(server.call("GET", path), _asked_text)


@coach.command()
@click.argument("id_", metavar="ID")
@over_the_api
def asked(server: Server, id_: str) -> None:
    """What was asked beside something shared, for whose it is and for who reads along. ID may be its beginning.

    Example: fairlead coach asked 0193a2b4
    """
    server.print(server.call("GET", _additions(server, id_)), _asked_text)


def _additions(server: Server, start: str) -> str:
    kind, found = _thing(server, start)
    return f"/coaching/{kind}/{found}/additions"


def _thing(server: Server, start: str) -> tuple[str, str]:
    """(kind, id) of what is shared with this person, or by them."""
    kinds = {leave["thing"]: leave["kind"] for leave in server.call("GET", "/leaves")["items"]}
    homes = every(server, "/coaching")
    kinds |= {one["id"]: one["kind"] for home in homes if home["here"] for one in home["shared"]}
    found = one_that_begins(start, kinds, "coach shared")
    return kinds[found], found


# --- as text ---


def _leaves_text(page: dict[str, Any]) -> str:
    if not page["items"]:
        return _("No one is invited. Nothing is shared.")
    short = short_ids([_id(leave) for leave in page["items"]])
    return columns(
        [
            (short[_id(leave)], _kind(leave), one_line(leave["coach"]["name"]), _until(leave["ends_at"]))
            for leave in page["items"]
        ]
    )  # fmt: skip


def _kind(one: dict[str, Any]) -> str:
    words = KINDS[one["kind"]]
    return _(words)


def _until(ends_at: str | None) -> str:
    return _("until %(day)s") % {"day": day(ends_at)} if ends_at else _("waits for a yes")


def _home_text(page: dict[str, Any]) -> str:
    lines = []
    for home in page["items"]:
        rows = [
            (one["id"], _kind(one), ", ".join(map(one_line, one["whose"])), _until(one["ends_at"]),
             one_line(one["subject"]))
            for one in home["shared"]
        ]  # fmt: skip
        lines += [one_line(home["organisation"]), columns(rows) or _("Nothing here.")]
    return "\n".join(lines)


def _week_text(shown: dict[str, Any]) -> str:
    lines = [shown["week"]]
    for answer in shown["answers"]:
        lines += ["", f"{answer['number']}. {answer['question']}"]
        lines += [f"   {line}" for line in plain(answer["text"]).splitlines()]
    return "\n".join(lines)


def _asked_text(page: dict[str, Any]) -> str:
    if not page["items"]:
        return _("Nothing here.")
    return "\n".join(f"{one_line(one['by']['name'])}: {plain(one['text'])}" for one in page["items"])


commands = [coach]
