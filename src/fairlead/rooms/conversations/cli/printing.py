"""Conversations as calm text for a terminal. What may not live here: calls of the API, and words that judge."""

from __future__ import annotations

from typing import Any, Final

from fairlead.core.conversation.codes import BY_CODE
from fairlead.doors.cli.words import _, later
from fairlead.doors.cli.writing import bold, columns, day, one_line, plain
from fairlead.rooms.promises.cli.finding import short_ids

PARTS: Final = {
    "lines": later("Shared from the preparation"),
    "pictures": later("What was promised"),
    "gap": later("What is open"),
    "accounts": later("How it was"),
    "in_person": later("Talked over in person"),
    "own_part": later("The asker’s part"),
    "repairs": later("What would set it right"),
    "nothing_to_change": later("Nothing to change"),
    "statements": later("At the end"),
    "looks": later("Looked at again"),
}
PICTURE: Final = {
    "same": later("Both say: the same picture."),
    "two": later("Two pictures. That is worth knowing."),
}
ERASED: Final = later("(erased)")
SILENT: Final = {
    "confirm_gap": later("That’s right."),
    "nothing_owed": later("Nothing is owed."),
    "accept_summary": later("That is how it was."),
}
"""What was done without words, in those of the pages."""


def page_text(page: dict[str, Any]) -> str:
    if not page["items"]:
        return _("Nothing here.")
    short = short_ids([row["id"] for row in page["items"]])
    lines = [
        (short[row["id"]], day(row["updated_at"]), row["ended"] or row["step"], _turn(row), one_line(row["other"]["name"]))
        for row in page["items"]
    ]  # fmt: skip
    more = ("", _("More: --after %(next)s") % {"next": page["next"]}) if page["next"] else ()
    return "\n".join((columns(lines), *more))


def concerns_text(home: dict[str, Any]) -> str:
    said = plain(home["concerns_to"])
    return (
        "\n".join((_("In your organisation that is:"), said))
        if said
        else _("Your organisation has not said here who that is.")
    )


def _turn(row: dict[str, Any]) -> str:
    if not row["waiting_for"]:
        return ""
    is_mine = any(person != row["other"]["id"] for person in row["waiting_for"])
    return _("your turn") if is_mine else _("%(name)s’s turn") % {"name": one_line(row["other"]["name"])}


def conversation_text(talk: dict[str, Any]) -> str:
    names = {talk[role]["id"]: one_line(talk[role]["name"]) for role in ("asker", "doer")}
    who = {role: names[talk[role]["id"]] for role in ("asker", "doer")}
    awaited = ", ".join(names.get(person, "") for person in talk["waiting_for"])
    where = talk["ended"] or talk["step"]
    lines = [
        bold(_("%(asker)s, who asked, and %(doer)s, who does") % who),
        " · ".join((where, _("awaited: %(names)s") % {"names": awaited}) if awaited else (where,)),
    ]
    for name, heading in (
        ("paused_until", _("Paused until %(day)s")),
        ("look_again_on", _("Looked at again on %(day)s")),
    ):
        if talk[name]:
            lines.append(heading % {"day": talk[name]})
    lines += _said_lines(talk["shown"], who)
    if talk["open_acts"]:
        lines += ["", _("Open to you")]
        lines += _indented(columns([_act_row(act) for act in talk["open_acts"]]))
    return "\n".join([*lines, "", _("%(id)s · version %(version)s") % talk])


def _said_lines(said: dict[str, Any], who: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for text in (said["purpose"], said["expectation"]):
        lines += _indented(plain(text)) if text else []
    for name, heading in PARTS.items():
        if said[name]:
            told = [f"{who[one['role']]}: {one_line(one['text'] or _told(one))}" for one in said[name]]
            lines += ["", _(heading), *(f"  {line}" for line in told)]
        if name == "accounts":
            lines += [*_listening(said), *_points(said["points"])]
        if name == "own_part":
            lines += _causes(said, who)
    for name, heading in (("proposal", _("Proposed")), ("agreement", _("Agreed"))):
        lines += _offer(said[name], heading)
    lines += _summary(said["summary"], who)
    if said["notes"]:
        notes = [f"  {note['prompt']}. {one_line(note['text'])}" for note in said["notes"]]
        lines += ["", _("For yourself alone"), *notes]
    return lines


def _told(one: dict[str, Any]) -> str:
    """What was done without words, or with words that are gone."""
    return _(SILENT.get(one["act"], ERASED))


def _text(text: str | None) -> str:
    return one_line(text or _(ERASED))


def _listening(said: dict[str, Any]) -> list[str]:
    lines = []
    for question in said["questions"]:
        lines.append(f"  {question['number']}. {_text(question['text'])}")
        lines += [f"     {_text(text)}" for text in question["answers"]]
    for heard in said["read_backs"]:
        text = _("Heard: %(text)s") % {"text": _text(heard["text"])}
        lines.append(f"  {text} · {heard['answer'] or '?'}")
        lines += [f"     {one_line(heard['lacking'])}"] if heard["lacking"] else []
    return lines


def _points(points: list[dict[str, Any]]) -> list[str]:
    lines = ["", _("About how we work")] if points else []
    for point in points:
        lines.append(f"  {point['number']}. {_text(point['text'])}")
        lines += [f"     {_text(text)}" for text in point["answers"]]
    return lines


def _causes(said: dict[str, Any], who: dict[str, str]) -> list[str]:
    lines = ["", _("Where it came apart")] if said["causes"] else []
    for one in said["causes"]:
        codes = ", ".join(_code(code, one["named"]) for code in one["codes"]) or _(ERASED)
        own = f" · {one_line(one['own_words'])}" if one["own_words"] else ""
        lines.append(f"  {who[one['role']]}: {codes}{own}")
    return [*lines, f"  {one_line(said['sentence'])}"] if said["sentence"] else lines


def _code(code: str, named: list[dict[str, Any]]) -> str:
    """As the team called it then, else as everybody does."""
    own = {one["code"]: one_line(one["label"]) for one in named}
    return own.get(code) or (_(BY_CODE[code].label) if code in BY_CODE else code)


def _offer(offer: dict[str, Any] | None, heading: str) -> list[str]:
    if offer is None:
        return []
    title = _("%(heading)s (version %(version)s), to look at again on %(day)s") % {
        "heading": heading, "version": offer["version"], "day": offer["look_again_on"],
    }  # fmt: skip
    rows = [(_text(one["text"]), one["due"] or _("from now on")) for one in offer["actions"]]
    return ["", title, *_indented(columns(rows))]


def _summary(summary: dict[str, Any] | None, who: dict[str, str]) -> list[str]:
    """Only what is not above word for word: what both accept."""
    if summary is None:
        return []
    both = _("Both")
    lines = ["", _("In short, as both accept it")]
    picture = PICTURE.get(summary["picture"])
    lines += _indented(_(picture)) if picture else []
    heard = (
        _("Talked over in person")
        if summary["in_person"]
        else _("Heard: %(text)s") % {"text": _text(summary["heard"])}
    )
    lines.append(f"  {heard}")
    for mark in summary["marks"]:
        words = _code(mark["code"], [mark["named"]] if mark["named"] else [])
        lines.append(f"  {both if len(mark['roles']) > 1 else who[mark['roles'][0]]}: {words}")
    lines += [f"  {one_line(summary['sentence'])}"] if summary["sentence"] else []
    lines += [f"  {who.get(one['side'], both)}: {_text(one['text'])}" for one in summary["repairs"]]
    return lines


def _act_row(act: dict[str, Any]) -> tuple[str, str, str]:
    options = {
        "conditions": "condition", "points": "point", "codes": "code", "actions": "action", "answers": "reply",
    }  # fmt: skip
    needs = [f"--{options.get(need, need).replace('_', '-')}" for need in act["needs"]]
    return act["act"], act["label"], " ".join(needs)


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]
