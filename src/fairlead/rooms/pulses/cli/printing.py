"""A pulse as calm text for a terminal. What may not live here: calls of the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from fairlead.doors.cli.words import _, later, ngettext
from fairlead.doors.cli.writing import bold, columns, day, one_line
from fairlead.rooms.promises.cli.finding import short_ids

STATES: Final = {
    "open": later("open"),
    "closed": later("closed"),
    "too_few": later("too few answered to show anything"),
}
ALIKE: Final = {"alike": later("you see it alike"), "apart": later("you see it differently")}
DECISIONS: Final = {"did": later("We did"), "will": later("We will"), "not_now": later("Not now, because")}


def pulses_text(told: dict[str, Any]) -> str:
    every = told["rhythm"]
    head = (
        _("Every %(weeks)s weeks, next on %(day)s") % {"weeks": every["weeks"], "day": day(every["next_on"])}
        if every
        else _("No further pulse opens.")
    )
    rows = [(one["id"], day(one["opens_on"]), day(one["closes_on"]), _state(one)) for one in told["items"]]
    return "\n".join((head, *((columns(rows),) if rows else ())))


def pulse_text(told: dict[str, Any]) -> str:
    head = f"{day(told['opens_on'])} – {day(told['closes_on'])} · {_state(told)}"
    items = {one["code"]: one["text"] for one in told["items"]}
    release = told["release"]
    if release is None:
        return "\n".join((bold(head), *(f"  {text}" for text in items.values())))
    return "\n".join((bold(head), *_published(release, items)))


def _published(release: dict[str, Any], items: Mapping[str, str]) -> Iterator[str]:
    zone = release["zone"]
    figures = [
        (_("Safe to speak"), _axis(release, "safe")),
        (_("Agreements matter"), _axis(release, "matter")),
        *((items.get(code, code), _figure(score)) for code, score in release["items"].items()),
    ]
    yield _("Leans: %(zones)s") % {"zones": zone["name"] or " / ".join(zone["between"])}
    yield _("Answered: %(people)s people, %(share)s %% of those asked") % {
        "people": release["respondents"],
        "share": release["participation"],
    }
    yield columns(figures)
    yield from (f"  {one_line(text)}" for text in release["comments"])


def _axis(release: dict[str, Any], axis: str) -> str:
    """The figure and, where that is told, whether the team sees it alike."""
    word = release.get("alike", {}).get(axis)
    return ", ".join((_figure(release[axis]), *([_(ALIKE[word])] if word else ())))


def _state(wave: dict[str, Any]) -> str:
    words = STATES[wave["state"]]
    return _(words)


def _figure(score: dict[str, Any]) -> str:
    ends = {"low": _("%(value)s or less"), "high": _("%(value)s or more")}
    return ends.get(score["coded"], "%(value)s") % {"value": score["value"]}


# --- several teams together, and the mirror ---


def together_text(told: dict[str, Any]) -> str:
    return "\n\n".join("\n".join(_together(one)) for one in told["items"])


def _together(one: dict[str, Any]) -> Iterator[str]:
    teams = ngettext("%(number)d team together", "%(number)d teams together", one["teams"])
    yield bold(f"{day(one['opens_on'])} – {day(one['closes_on'])} · {teams % {'number': one['teams']}}")
    yield from _published(one["release"], {})


def mirror_text(told: dict[str, Any]) -> str:
    rows = [
        (one["code"], str(told["answers"].get(one["code"], "–")), one_line(one["text"]))
        for one in told["items"]
    ]
    return "\n".join((_("Only you can read what you answered."), columns(rows)))


# --- from a result to a change ---


def after_text(told: dict[str, Any]) -> str:
    thoughts = [f"  {one_line(one['by'])}: {one_line(one['text'])}" for one in told["thoughts"]]
    parts = (
        (_("What we think it means"), thoughts),
        (_("One agreement"), [f"  {one}" for one in told["agreements"]]),
        (_("You said, we did"), _themes(told["themes"])),
    )
    nothing = [_("Nothing here.")]
    return "\n".join(line for head, lines in parts for line in (bold(head), *(lines or nothing)))


def _themes(themes: list[dict[str, Any]]) -> list[str]:
    short = short_ids([one["id"] for one in themes])
    rows = [(f"  {short[one['id']]}", _decision(one), _said(one)) for one in themes]
    return [columns(rows)] if rows else []


def _decision(theme: dict[str, Any]) -> str:
    """What was decided, by when; or for how long it has waited."""
    words = DECISIONS.get(theme["decision"])
    if words is not None:
        return " ".join((_(words), *((day(theme["on"]),) if theme["on"] else ())))
    days = theme["waits_days"]
    told = ngettext("waits for %(number)d day", "waits for %(number)d days", days)
    return told % {"number": days} if days else _("Waits for an answer")


def _said(theme: dict[str, Any]) -> str:
    return " → ".join(one_line(text) for text in (theme["text"], theme["answer"]) if text)
