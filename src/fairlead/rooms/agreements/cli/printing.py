"""Agreements as calm text for a terminal. What may not live here: calls of the API, and words that judge."""

from __future__ import annotations

from typing import Any

from fairlead.doors.cli.words import _
from fairlead.doors.cli.writing import bold, columns, day, one_line
from fairlead.rooms.promises.cli.finding import short_ids


def page_text(page: dict[str, Any]) -> str:
    if not page["items"]:
        return _("Nothing here.")
    short = short_ids([row["id"] for row in page["items"]])
    lines = [
        (short[row["id"]], day(row["updated_at"]), _state(row), _text(row["actions"][0]["text"]))
        for row in page["items"]
    ]
    more = ("", _("More: --after %(next)s") % {"next": page["next"]}) if page["next"] else ()
    return "\n".join((columns(lines), *more))


def _state(row: dict[str, Any]) -> str:
    if row["ended"]:
        return _("ended") if row["ended"] == "ended" else _("taken back")
    if row["fading"]:
        return _("not looked at since %(day)s") % {"day": row["since"]}
    return _("in force") if row["in_force"] else _("waits for answers")


def agreement_text(agreement: dict[str, Any]) -> str:
    names = {one["id"]: one_line(one["name"]) for one in agreement["parties"]}
    lines = [
        bold(", ".join(names.values())),
        " · ".join(
            (_state(agreement), _("looked at again on %(day)s") % {"day": agreement["look_again_on"]})
        ),
        *_said(agreement, names),
    ]
    if agreement["change"]:
        lines += ["", _("Suggested instead (version %(version)s)") % agreement["change"]]
        lines += _said(agreement["change"], names)
    for look in agreement["looks"]:
        said = {"name": names.get(look["by"], "?"), "verdict": look["verdict"], "text": _text(look["text"])}
        lines.append(_("%(name)s looked again: %(verdict)s. %(text)s") % said)
    for one in agreement["promises"]:
        lines.append(_("A promise came of it: %(promise)s (%(stage)s)") % one)
    if agreement["open_acts"]:
        rows = [(act["act"], act["label"], _needs(act)) for act in agreement["open_acts"]]
        lines += ["", _("Open to you"), *_indented(columns(rows))]
    return "\n".join([*lines, "", _("%(id)s · version %(version)s") % agreement])


def _said(version: dict[str, Any], names: dict[str, str]) -> list[str]:
    rows = [
        (
            str(number),
            names.get(one["by"], "?") if one["by"] else _("all"),
            _text(one["text"]),
            one["due"] or _("from now on"),
        )
        for number, one in enumerate(version["actions"], start=1)
    ]
    agreed = ", ".join(names.get(person, "?") for person in version["agreed"])
    problems = [
        _("%(name)s sees a problem: %(text)s")
        % {"name": names.get(one["by"], "?"), "text": _text(one["text"])}
        for one in version["problems"]
    ]
    return [*_indented(columns(rows)), _("Agreed: %(names)s") % {"names": agreed}, *problems]


def _needs(act: dict[str, Any]) -> str:
    return " ".join(f"--{need.removesuffix('s').replace('_', '-')}" for need in act["needs"])


def _text(text: str | None) -> str:
    return one_line(text or _("(erased)"))


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]
