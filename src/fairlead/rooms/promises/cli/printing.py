"""Promises as calm text for a terminal. What may not live here: calls of the API, and words that judge."""

from __future__ import annotations

from typing import Any, Final

from fairlead.doors.cli.words import _, later
from fairlead.doors.cli.writing import bold, columns, day, one_line, plain
from fairlead.rooms.promises.cli.finding import short_ids

HEADINGS: Final = {
    "waiting": later("Waiting for you"),
    "i_promised": later("What you promised"),
    "promised_to_me": later("What was promised to you"),
    "kept_this_week": later("Kept this week"),
}
ALSO: Final = later("Waits for your word, too")
KINDS: Final = {
    "conversation": later("Looking back"),
    "agreement": later("Agreement"),
    "feedback": later("Feedback"),
}


def stage(promise: dict[str, Any]) -> str:
    if not promise["came_from"]:
        return str(promise["stage"])
    return _("%(stage)s, from %(before)s") % {"stage": promise["stage"], "before": promise["came_from"]}


def whose_turn(promise: dict[str, Any]) -> str:
    if promise["ball"] is None:
        return ""
    mine = promise[promise["me"]]["id"]
    if promise["ball"] == mine:
        return _("your turn")
    other = promise["doer" if promise["me"] == "asker" else "asker"]
    return _("%(name)s’s turn") % {"name": one_line(other["name"])}


def row(promise: dict[str, Any], id_: str) -> tuple[str, ...]:
    other = promise["doer" if promise["me"] == "asker" else "asker"]
    way = _("to %(name)s") if promise["me"] == "doer" else _("by %(name)s")
    return (
        id_,
        day(promise["terms"]["due"]) or _("no date yet"),
        way % {"name": one_line(other["name"])},
        stage(promise),
        whose_turn(promise),
        one_line(promise["terms"]["outcome"]) or _("(erased)"),
    )


def rows(promises: list[dict[str, Any]]) -> str:
    short = short_ids([promise["id"] for promise in promises])
    return columns([row(promise, short[promise["id"]]) for promise in promises])


def page_text(page: dict[str, Any]) -> str:
    if not page["items"]:
        return _("Nothing here.")
    more = ("", _("More: --after %(next)s") % {"next": page["next"]}) if page["next"] else ()
    return "\n".join((rows(page["items"]), *more))


def also_row(also: dict[str, Any]) -> tuple[str, ...]:
    who = also["person"] or also["team"] or {"name": ""}
    words = KINDS[also["kind"]]
    return (_(words), one_line(who["name"]), one_line(also["title"]) or _("(erased)"))


def day_text(lists: dict[str, Any]) -> str:
    parts = [
        "\n".join((bold(_(heading)), rows(lists[name]))) for name, heading in HEADINGS.items() if lists[name]
    ]
    if also := lists.get("also_waiting"):
        parts.insert(bool(lists["waiting"]), "\n".join((bold(_(ALSO)), columns([*map(also_row, also)]))))
    return "\n\n".join(parts) or _("Nothing waits, and nothing is promised just now.")


def promise_text(promise: dict[str, Any]) -> str:
    terms = promise["terms"]
    who = {role: one_line(promise[role]["name"]) for role in ("asker", "doer")}
    began = (
        _("%(asker)s asked %(doer)s")
        if promise["kind"] == "request"
        else _("%(doer)s offered it to %(asker)s")
    )
    lines = [
        bold(one_line(terms["outcome"]) or _("(erased)")),
        " · ".join(part for part in (began % who, stage(promise), whose_turn(promise)) if part),
        _due(terms["due"], promise["zone"]),
    ]
    if promise["risk"]:
        lines.append(_("A risk was raised."))
    lines += _terms_lines(terms)
    if promise["open_acts"]:
        lines += ["", _("Open to you")]
        lines += _indented(columns([_act_row(act) for act in promise["open_acts"]]))
    lines += ["", _("%(id)s · move %(number)s · terms %(version)s") % promise]
    if "invitation" in promise:
        told = _("Give them this address; it opens what you asked: %(url)s") % promise["invitation"]
        lines += ["", told]
    return "\n".join(lines)


def _due(due: str | None, zone: str) -> str:
    return (
        _("By %(moment)s") % {"moment": f"{day(due, with_time=True)} ({zone})"} if due else _("No date yet")
    )


def _terms_lines(terms: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    if terms["standard"]:
        lines += ["", _("Done means")]
        erased = _("(erased)")
        lines += [
            f"  {number}. {one_line(text) or erased}" for number, text in enumerate(terms["standard"], 1)
        ]
    for name, heading in (("purpose", _("What it is for")), ("background", _("Good to know"))):
        if terms[name]:
            lines += ["", heading, *_indented(plain(terms[name]))]
    if terms["needs"]:
        lines += ["", _("What is needed")]
        lines += [f"  {one_line(need['text'])} · {_needed(need['due'])}" for need in terms["needs"]]
    if terms["check_ins"]:
        days = ", ".join(day(moment) for moment in terms["check_ins"])
        lines += ["", _("We talk on %(days)s") % {"days": days}]
    return lines


def _needed(due: str | None) -> str:
    return _("by %(day)s") % {"day": day(due)}


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]


def _act_row(act: dict[str, Any]) -> tuple[str, str, str]:
    needs = [f"--{_option(need)}" for need in act["needs"] if need != "version"]
    return act["act"], act["label"], " ".join(needs)


def _option(need: str) -> str:
    return {"conditions": "condition", "terms": "due, --standard ...", "fix_by": "fix-by"}.get(need, need)


def story_text(lines: list[dict[str, Any]], names: dict[str, str]) -> str:
    rows_ = [
        (
            str(line["number"]),
            day(line["at"], with_time=True),
            names.get(line["by"], ""),
            line["act"],
            _("(erased)") if line["erased"] else one_line(line["text"] or line["read_back"] or ""),
        )
        for line in lines
    ]
    return columns(rows_)


def draft_text(page: dict[str, Any]) -> str:
    if not page["items"]:
        return _("No drafts.")
    short = short_ids([draft["id"] for draft in page["items"]])
    return columns([
        (short[draft["id"]], day(draft["updated_at"]), str(draft.get("kind", "")), _outcome(draft)) for draft in page["items"]
    ])  # fmt: skip


def _outcome(draft: dict[str, Any]) -> str:
    terms = draft.get("terms")
    return one_line(str(terms.get("outcome", ""))) if isinstance(terms, dict) else ""
