"""Feedback as calm text for a terminal. What may not live here: calls of the API, and words that judge."""

from __future__ import annotations

from typing import Any

from fairlead.doors.cli.words import _
from fairlead.doors.cli.writing import bold, columns, one_line, plain
from fairlead.rooms.promises.cli.finding import short_ids


def page_text(page: dict[str, Any]) -> str:
    if not page["items"]:
        return _("Nothing here.")
    short = short_ids([row["id"] for row in page["items"]])
    lines = [
        (short[row["id"]], row["given_on"] or "", row["stage"], _who(row), one_line(row["lines"][0]["text"] or ""))
        for row in page["items"]
    ]  # fmt: skip
    more = ("", _("More: --after %(next)s") % {"next": page["next"]}) if page["next"] else ()
    return "\n".join((columns(lines), *more))


def _who(row: dict[str, Any]) -> str:
    return one_line(row["author"]["name"]) if row["author"] else _("Somebody")


def feedback_text(one: dict[str, Any]) -> str:
    names = {"author": _who(one), "recipient": one_line(one["to"]["name"])}
    lines = [bold(f"{names['author']} → {names['recipient']}"), one["stage"], ""]
    for line in one["lines"]:
        said = line["answer"] or line["decision"] or ""
        lines.append(
            " ".join(part for part in (names[line["role"]], line["act"], said, line["date"]) if part)
        )
        lines += [f"  {part}" for part in plain(line["text"] or "").splitlines()]
    acts = ", ".join(f"{act['act']} ({act['label']})" for act in one["open_acts"])
    return "\n".join([*lines, "", acts] if acts else lines)
