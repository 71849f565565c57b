"""From the fields of a form to the facts of the law, and back into the fields: names as in interfaces.md.

A moment is a date and a time on the wall clock of a zone: NAME and NAME_time. What may not live here: rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from fairlead.core.calendar import Moment, written
from fairlead.core.promise.terms import Terms
from fairlead.doors.dates import Dates
from fairlead.doors.typed import instant_of, moment_given
from fairlead.rooms.promises.web.dates import words_in

TEXTS: Final = ("outcome", "purpose", "background")


def _moments(post: QueryDict, name: str, zone: str) -> list[str]:
    clocks = post.getlist(f"{name}_time")
    pairs = [
        (words_in(post, name, index) or day, clocks[index] if index < len(clocks) else "")
        for index, day in enumerate(post.getlist(name))
    ]
    return [given for day, clock in pairs if (given := moment_given(day, clock, zone=zone))]


def _needs(post: QueryDict, zone: str) -> list[dict[str, Any]]:
    days, clocks = post.getlist("needs_due"), post.getlist("needs_due_time")
    needs = []
    for index, text in enumerate(post.getlist("needs")):
        day, clock = (days[index : index + 1] or [""])[0], (clocks[index : index + 1] or [""])[0]
        due = moment_given(day, clock, zone=zone)
        if text.strip() or due:
            needs.append({"text": text, "due": due})
    return needs


def terms_given(post: QueryDict, *, zone: str) -> dict[str, Any]:
    """All terms a form holds, as plain JSON values; only fields the form has."""
    given: dict[str, Any] = {name: post.get(name, "").strip() or None for name in TEXTS if name in post}
    for name in ("due", "assess_by"):
        if name in post:
            day = words_in(post, name) or post.get(name, "")
            given[name] = moment_given(day, post.get(f"{name}_time", ""), zone=zone)
    if "standard" in post:
        given["standard"] = [text.strip() for text in post.getlist("standard") if text.strip()]
    if "check_ins" in post:
        given["check_ins"] = _moments(post, "check_ins", zone)
    if "needs" in post:
        given["needs"] = _needs(post, zone)
    return given


def plain(terms: Terms) -> dict[str, Any]:
    """A version as the plain values a form or a program would give."""
    return {
        "outcome": terms.outcome,
        "due": _written(terms.due),
        "standard": list(terms.standard),
        "purpose": terms.purpose,
        "background": terms.background,
        "needs": [{"text": need.text, "due": written(need.due)} for need in terms.needs],
        "check_ins": [written(moment) for moment in terms.check_ins],
        "assess_by": _written(terms.assess_by),
    }


def _written(moment: Moment | None) -> str | None:
    return written(moment) if moment else None


def only_changed(given: Mapping[str, Any], terms: Terms) -> dict[str, Any]:
    """Of all the fields a form posts, those that differ from what it began with: the others carry over."""
    began = plain(terms)
    return {name: value for name, value in given.items() if not _same(began[name], value)}


def _same(one: Any, other: Any) -> bool:
    return _as_a_form_has_it(one) == _as_a_form_has_it(other) if one or other else True


def _as_a_form_has_it(value: Any) -> Any:
    """Moments as instants to the minute (a form has no seconds, and may stand in another zone), texts without
    spaces around them and with one kind of line's end."""
    if isinstance(value, list):
        return [_as_a_form_has_it(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _as_a_form_has_it(item) for name, item in value.items()}
    if isinstance(value, str) and value[4:5] == "-" and "T" in value[:11]:
        return instant_of(value)
    return "\n".join(value.strip().splitlines()) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class TermFields:
    """What the fields of a form hold: as typed, or as the terms have it. Rows for lists, one empty to type in."""

    outcome: str = ""
    due: str = ""
    due_time: str = ""
    standard: tuple[str, ...] = ()
    purpose: str = ""
    background: str = ""
    needs: tuple[tuple[str, str, str], ...] = ()
    check_ins: tuple[tuple[str, str], ...] = ()
    assess_by: str = ""
    assess_by_time: str = ""

    @property
    def has_more(self) -> bool:
        return bool(self.purpose or self.background or self.needs or self.check_ins)


def _pair(moment: Moment | None, dates: Dates) -> tuple[str, str]:
    return (dates.field_date(moment.at_utc), dates.field_clock(moment.at_utc)) if moment else ("", "")


def fields_of(terms: Terms, dates: Dates) -> TermFields:
    """The fields as a form shows these terms, on the wall clock of `dates`."""
    due, due_time = _pair(terms.due, dates)
    assess_by, assess_by_time = _pair(terms.assess_by, dates)
    return TermFields(
        outcome=terms.outcome,
        due=due,
        due_time=due_time,
        standard=terms.standard,
        purpose=terms.purpose or "",
        background=terms.background or "",
        needs=tuple((need.text, *_pair(need.due, dates)) for need in terms.needs),
        check_ins=tuple(_pair(moment, dates) for moment in terms.check_ins),
        assess_by=assess_by,
        assess_by_time=assess_by_time,
    )


def fields_typed(post: QueryDict) -> TermFields:
    """The fields just as they were sent, so that nothing typed is lost."""
    clocks, days, times = (
        post.getlist("check_ins_time"),
        post.getlist("needs_due"),
        post.getlist("needs_due_time"),
    )
    return TermFields(
        outcome=post.get("outcome", ""),
        due=words_in(post, "due") or post.get("due", ""),
        due_time=post.get("due_time", ""),
        standard=tuple(text for text in post.getlist("standard") if text.strip()),
        purpose=post.get("purpose", ""),
        background=post.get("background", ""),
        needs=tuple(
            (text, _at(days, index), _at(times, index))
            for index, text in enumerate(post.getlist("needs"))
            if text.strip() or _at(days, index)
        ),
        check_ins=tuple(
            (said, _at(clocks, index))
            for index, day in enumerate(post.getlist("check_ins"))
            if (said := words_in(post, "check_ins", index) or day)
        ),
        assess_by=post.get("assess_by", ""),
        assess_by_time=post.get("assess_by_time", ""),
    )


def _at(values: list[str], index: int) -> str:
    return values[index] if index < len(values) else ""
