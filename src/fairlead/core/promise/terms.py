"""The terms of a promise: one immutable version, how words from a door become one, what makes it complete.

A version always holds every field; fields not given carry over from the version on the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeVar

from fairlead.core.calendar import Moment, add_working_days, parse_moment, written
from fairlead.core.refusals import Refusal

OUTCOME_MAX: Final = 300
CONDITION_MAX: Final = 500
TEXT_MAX: Final = 10_000
CONDITIONS_MAX: Final = 12
DATES_MAX: Final = 50
ASSESS_DAYS: Final = 3
"""Working days after due in which the asker checks, when nothing else is said."""

FIELDS: Final = ("outcome", "due", "standard", "purpose", "background", "needs", "check_ins", "assess_by")


@dataclass(frozen=True, slots=True)
class Need:
    """What the doer needs from the asker, and by when."""

    text: str
    due: Moment


@dataclass(frozen=True, slots=True)
class Terms:
    """One version. A text that was erased is an empty one; the number of conditions stays."""

    outcome: str
    due: Moment | None = None
    standard: tuple[str, ...] = ()
    purpose: str | None = None
    background: str | None = None
    needs: tuple[Need, ...] = ()
    check_ins: tuple[Moment, ...] = ()
    assess_by: Moment | None = None

    @property
    def absent(self) -> str | None:
        """The first field without which nobody can promise this; None when it is complete."""
        return "due" if self.due is None else None if self.standard else "standard"

    def date_passed(self, at: datetime) -> bool:
        return self.due is not None and self.due.at_utc < at


_From = TypeVar("_From")
_To = TypeVar("_To")


def is_blank(value: Any) -> bool:
    """Whether nothing was said: null, a text of spaces, an empty list or mapping."""
    return not value.strip() if isinstance(value, str) else value is None or value in ([], (), {})


def _each(items: Iterable[_From], read: Callable[[_From], _To]) -> list[_To]:
    """Everything read; of several refusals what is missing comes before what is bad."""
    done: list[_To] = []
    bad: Refusal | None = None
    for item in items:
        try:
            done.append(read(item))
        except Refusal as refusal:
            if refusal.code == "missing_field":
                raise
            bad = bad or refusal
    if bad is not None:
        raise bad
    return done


def check_text(value: Any, field: str, most: int = TEXT_MAX) -> str:
    """A text as it was written, or a refusal: blank is missing, and what no database keeps is bad."""
    if is_blank(value):
        raise Refusal("missing_field", field=field)
    if not isinstance(value, str):
        raise Refusal("bad_field", field=field)
    if len(value) > most:
        raise Refusal("bad_field", field=field, longest=most)
    if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Refusal("bad_field", field=field)
    return value


def check_moment(value: Any, field: str, *, zone: str, after: datetime | None) -> Moment:
    """A moment with an offset, later than `after` when that is given."""
    if is_blank(value):
        raise Refusal("missing_field", field=field)
    if not isinstance(value, str):
        raise Refusal("bad_field", field=field, why="form")
    moment = parse_moment(value, zone=zone, field=field)
    if after is not None and moment.at_utc <= after:
        raise Refusal("bad_field", field=field, why="past")
    return moment


def optional_text(value: Any, field: str) -> str | None:
    return None if is_blank(value) else check_text(value, field)


def _items(value: Any, field: str, most: int) -> Sequence[Any]:
    if is_blank(value):
        return ()
    if not isinstance(value, list | tuple) or len(value) > most:
        raise Refusal("bad_field", field=field, most=most)
    return value


def _standard(value: Any) -> tuple[str, ...]:
    items = _items(value, "standard", CONDITIONS_MAX)
    return tuple(_each(items, lambda item: check_text(item, "standard", CONDITION_MAX)))


def _needs(value: Any, zone: str, after: datetime | None) -> tuple[Need, ...]:
    return tuple(_each(_items(value, "needs", DATES_MAX), lambda item: _need(item, zone, after)))


def _need(item: Any, zone: str, after: datetime | None) -> Need:
    if not isinstance(item, Mapping) or not set(item) <= {"text", "due"}:
        raise Refusal("bad_field", field="needs")
    if is_blank(item.get("text")) or is_blank(item.get("due")):
        raise Refusal("missing_field", field="needs")
    text = check_text(item["text"], "needs")
    return Need(text, check_moment(item["due"], "needs", zone=zone, after=after))


def _check_ins(value: Any, zone: str, after: datetime | None) -> tuple[Moment, ...]:
    items = _items(value, "check_ins", DATES_MAX)
    moments = _each(items, lambda item: check_moment(item, "check_ins", zone=zone, after=after))
    return tuple(sorted(moments, key=lambda moment: moment.at_utc))


def _field(name: str, value: Any, zone: str, after: datetime | None) -> Any:
    match name:
        case "outcome":
            return check_text(value, name, OUTCOME_MAX)
        case "due" | "assess_by":
            return None if is_blank(value) else check_moment(value, name, zone=zone, after=after)
        case "standard":
            return _standard(value)
        case "needs":
            return _needs(value, zone, after)
        case "check_ins":
            return _check_ins(value, zone, after)
        case "purpose" | "background":
            return optional_text(value, name)
    raise Refusal("bad_field", field=str(name))


def default_assess_by(due: Moment) -> Moment:
    """Three working days (Mon to Fri) after due, at the same hour on the clock of its zone."""
    return Moment(add_working_days(due.at_utc, ASSESS_DAYS, due.zone), due.zone)


def read_terms(
    given: Any, *, former: Terms | None, zone: str, after: datetime | None, whole: bool, same: bool = False
) -> Terms:
    """A new version from what was given over `former`, the version on the table.

    given: mapping of FIELDS to plain JSON values; null empties one. zone: the sender's. after: moments
    given must be later than this (None: written down afterwards). whole: due and standard must stay.
    same: it may say what stood before (a gap put right by the old date is a new promise all the same).
    Refuses missing_field before bad_field; a version that changes nothing is a bad_field `terms`."""
    if is_blank(given):
        raise Refusal("missing_field", field="terms" if former else "outcome")
    if not isinstance(given, Mapping):
        raise Refusal("bad_field", field="terms")
    _check_there(given, former, whole=whole)
    changes = dict(_each(given, lambda name: (name, _field(name, given[name], zone, after))))
    terms = _settled(replace(former, **changes) if former else Terms(**changes), given, former)
    if terms == former and not same:
        raise Refusal("bad_field", field="terms")
    return terms


def _check_there(given: Mapping[str, Any], former: Terms | None, *, whole: bool) -> None:
    """What may not be emptied, and an outcome from the first version on."""
    needed = ("outcome", "due", "standard") if whole else ("outcome",)
    for name in needed:
        if is_blank(given.get(name)) and (name in given or former is None):
            raise Refusal("missing_field", field=name)


def _settled(terms: Terms, given: Mapping[str, Any], former: Terms | None) -> Terms:
    """With the check-by moment in its place: anew when due changes without it, or when it is emptied."""
    due_changes = former is None or former.due != terms.due
    if is_blank(given.get("assess_by")) and (due_changes or "assess_by" in given):
        terms = replace(terms, assess_by=default_assess_by(terms.due) if terms.due else None)
    if terms.due and terms.assess_by and terms.assess_by.at_utc <= terms.due.at_utc:
        raise Refusal("bad_field", field="assess_by")
    if terms.due and "check_ins" in given and any(m.at_utc >= terms.due.at_utc for m in terms.check_ins):
        raise Refusal("bad_field", field="check_ins")
    return terms


# --- as the journal keeps them: dates and numbers here, words beside it, where they can be erased ---


def _written(moment: Moment | None) -> str | None:
    return None if moment is None else written(moment)


def dates_of(terms: Terms) -> dict[str, Any]:
    """The moments of a version and how many conditions it has: nothing a person wrote."""
    return {
        "due": _written(terms.due),
        "assess_by": _written(terms.assess_by),
        "check_ins": [written(moment) for moment in terms.check_ins],
        "needs": [written(need.due) for need in terms.needs],
        "points": len(terms.standard),
    }


def words_of(terms: Terms) -> dict[str, Any]:
    """What people wrote in a version."""
    return {
        "outcome": terms.outcome,
        "standard": list(terms.standard),
        "purpose": terms.purpose,
        "background": terms.background,
        "needs": [need.text for need in terms.needs],
    }


def terms_from(dates: Mapping[str, Any], words: Mapping[str, Any] | None) -> Terms:
    """A version out of the journal; `words` is None once they were erased."""
    words = words or {"outcome": "", "standard": [""] * dates["points"], "purpose": None, "background": None}
    texts = words.get("needs") or [""] * len(dates["needs"])
    return Terms(
        outcome=words["outcome"],
        due=_kept(dates["due"]),
        standard=tuple(words["standard"]),
        purpose=words["purpose"],
        background=words["background"],
        needs=tuple(Need(text, kept_moment(due)) for text, due in zip(texts, dates["needs"], strict=True)),
        check_ins=tuple(kept_moment(moment) for moment in dates["check_ins"]),
        assess_by=_kept(dates["assess_by"]),
    )


def _kept(text: str | None) -> Moment | None:
    return None if text is None else kept_moment(text)


@lru_cache(maxsize=4096)
def kept_moment(text: str) -> Moment:
    """A moment as the journal keeps it, always with its zone. Cached: replay reads the same ones over and over."""
    return parse_moment(text, zone="UTC")
