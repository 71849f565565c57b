"""Promises as calm text for a terminal. What may not live here: calls of the API, and words that judge."""

from __future__ import annotations

from typing import Any, Final

from fairlead.doors.cli.writing import bold, columns, day, one_line, plain
from fairlead.rooms.promises.cli.finding import short_ids

HEADINGS: Final = {
    "waiting": "Waiting for you",
    "i_promised": "What you promised",
    "promised_to_me": "What was promised to you",
    "kept_this_week": "Kept this week",
}


def stage(promise: dict[str, Any]) -> str:
    came_from = f", from {promise['came_from']}" if promise["came_from"] else ""
    return f"{promise['stage']}{came_from}"


def whose_turn(promise: dict[str, Any]) -> str:
    if promise["ball"] is None:
        return ""
    mine = promise[promise["me"]]["id"]
    if promise["ball"] == mine:
        return "your turn"
    other = promise["doer" if promise["me"] == "asker" else "asker"]
    return f"{one_line(other['name'])}’s turn"


def row(promise: dict[str, Any], id_: str) -> tuple[str, ...]:
    other = promise["doer" if promise["me"] == "asker" else "asker"]
    way = "to" if promise["me"] == "doer" else "by"
    return (
        id_,
        day(promise["terms"]["due"]) or "no date yet",
        f"{way} {one_line(other['name'])}",
        stage(promise),
        whose_turn(promise),
        one_line(promise["terms"]["outcome"]),
    )


def rows(promises: list[dict[str, Any]]) -> str:
    short = short_ids([promise["id"] for promise in promises])
    return columns([row(promise, short[promise["id"]]) for promise in promises])


def page_text(page: dict[str, Any]) -> str:
    if not page["items"]:
        return "Nothing here."
    more = f"\n\nMore: --after {page['next']}" if page["next"] else ""
    return rows(page["items"]) + more


def day_text(lists: dict[str, Any]) -> str:
    parts = [f"{bold(heading)}\n{rows(lists[name])}" for name, heading in HEADINGS.items() if lists[name]]
    return "\n\n".join(parts) or "Nothing waits, and nothing is promised just now."


def promise_text(promise: dict[str, Any]) -> str:
    terms = promise["terms"]
    verb = "asked" if promise["kind"] == "request" else "was offered by"
    asker, doer = one_line(promise["asker"]["name"]), one_line(promise["doer"]["name"])
    lines = [
        bold(one_line(terms["outcome"])),
        f"{asker} {verb} {doer} · {stage(promise)}" + (f" · {turn}" if (turn := whose_turn(promise)) else ""),
        f"By {day(terms['due'], with_time=True)} ({promise['zone']})" if terms["due"] else "No date yet",
    ]
    if promise["risk"]:
        lines.append("A risk was raised.")
    lines += _terms_lines(terms)
    if promise["open_acts"]:
        lines += ["", "Open to you"]
        lines += _indented(columns([_act_row(act) for act in promise["open_acts"]]))
    lines += ["", f"{promise['id']} · move {promise['number']} · terms {promise['version']}"]
    if "invitation" in promise:
        lines += ["", f"Give them this address; it opens what you asked: {promise['invitation']['url']}"]
    return "\n".join(lines)


def _terms_lines(terms: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    if terms["standard"]:
        lines += ["", "Done means"]
        lines += [f"  {number}. {one_line(text)}" for number, text in enumerate(terms["standard"], 1)]
    for name, heading in (("purpose", "What it is for"), ("background", "Good to know")):
        if terms[name]:
            lines += ["", heading, *_indented(plain(terms[name]))]
    if terms["needs"]:
        lines += ["", "What the doer needs"]
        lines += [f"  {one_line(need['text'])} · by {day(need['due'])}" for need in terms["needs"]]
    if terms["check_ins"]:
        lines += ["", "We talk on " + ", ".join(day(moment) for moment in terms["check_ins"])]
    return lines


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
            "(erased)" if line["erased"] else one_line(line["text"] or line["read_back"] or ""),
        )
        for line in lines
    ]
    return columns(rows_)


def draft_text(page: dict[str, Any]) -> str:
    if not page["items"]:
        return "No drafts."
    short = short_ids([draft["id"] for draft in page["items"]])
    return columns([
        (short[draft["id"]], day(draft["updated_at"]), str(draft.get("kind", "")), _outcome(draft)) for draft in page["items"]
    ])  # fmt: skip


def _outcome(draft: dict[str, Any]) -> str:
    terms = draft.get("terms")
    return one_line(str(terms.get("outcome", ""))) if isinstance(terms, dict) else ""
