"""What a balance's page has of releases alone: the picture with its table, and question by question. A release never
changes and says the same to everybody, so each is made once in a language and kept as long as the process runs.

What may not live here: anything that depends on who reads or is taken away one day: a comment, a mirror, a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from fairlead.core.pulse.bounds import Thresholds
from fairlead.core.pulse.disclosure import Score
from fairlead.core.pulse.items import AXES, Instrument, instrument
from fairlead.doors.dates import Dates
from fairlead.doors.pages import environment
from fairlead.rooms.pulses import pictures
from fairlead.rooms.pulses.queries.balance import BalanceShown, Shown
from fairlead.rooms.pulses.web import saying
from fairlead.rooms.pulses.words import AXES as AXIS_WORDS
from fairlead.rooms.pulses.words import OTHERS, ZONES

KEPT: Final = 64
"""of so many waves, in each language they are read in"""
TRAIL: Final = 5
"""earlier waves in the picture; the table has all"""


@dataclass(frozen=True, slots=True)
class Row:
    """One question. now, ranges, before: None where it is not shown by itself."""

    text: str
    now: str | None
    ranges: str | None
    before: str | None
    plot: Markup | None


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Parts of a page."""

    picture: Markup
    questions: Markup


@dataclass(frozen=True, slots=True)
class Of:
    """All that the parts are made of; what is equal looks the same. days: (short, long) of each wave, as this reader writes them."""

    team: UUID
    is_of_teams: bool
    instrument: str
    items: tuple[str, ...]
    now: Shown
    earlier: tuple[Shown, ...]
    days: tuple[tuple[str, str], ...]
    limits: Thresholds
    language: str


def drawn(shown: BalanceShown, now: Shown, dates: Dates, *, is_of_teams: bool) -> Drawn:
    """now: what is drawn, of `shown`."""
    closed = [one.closes_on for one in (*shown.earlier, now)]
    return _drawn(
        Of(
            team=shown.team,
            is_of_teams=is_of_teams,
            instrument=shown.instrument,
            items=shown.items,
            now=now,
            earlier=shown.earlier,
            days=tuple((dates.short_day(day), dates.day(day)) for day in closed),
            limits=settings.PULSE_THRESHOLDS,
            language=get_language() or "en",
        )
    )


@lru_cache(maxsize=KEPT)
def _drawn(of: Of) -> Drawn:
    picture = _part(
        "pulses/picture.html",
        picture=_picture(of),
        is_of_teams=of.is_of_teams,
        method=f"/team/{of.team}/balance/method",
        lean=saying.lean_of(of.now.zone),
        ways=saying.ways(of.now, of.earlier),
        alike=saying.alike(of.now, of.limits),
        waves=_waves(of),
        has_trail=bool(of.earlier),
        is_open=bool(of.now.drawing["open_at"]),
        axes=AXIS_WORDS,
    )
    return Drawn(picture, Markup("") if of.is_of_teams else _questions(of))


def _part(template: str, **values: Any) -> Markup:
    return Markup(environment().get_template(template).render(values))  # noqa: S704  the template escapes


def _picture(of: Of) -> Markup:
    before = [(short, each) for (short, _long), each in zip(of.days, of.earlier, strict=False)][-TRAIL:]
    words = pictures.Words(
        _("Where the team is between the two"), saying.picture_words(of.now, before), ZONES
    )
    return pictures.quadrant(
        _point(of.now, _("Now")), [_point(each, day) for day, each in before], of.now.drawing, words
    )


def _point(one: Shown, label: str) -> pictures.Point:
    return pictures.Point(one.drawing["safe"]["mean"], one.drawing["matter"]["mean"], label)


def _waves(of: Of) -> list[tuple[str, list[tuple[str, str]]]]:
    """For the table, the newest first: (its last day, (shown, 80 %) of each axis)."""
    return [
        (
            day,
            [
                (saying.value(score), saying.between(one.drawing[axis]["bar"]))
                for axis, score in zip(AXES, (one.told.safe, one.told.matter), strict=True)
            ],
        )
        for (_short, day), one in reversed(list(zip(of.days, (*of.earlier, of.now), strict=True)))
    ]


# --- question by question ---


def _questions(of: Of) -> Markup:
    told = instrument(of.instrument)
    return _part(
        "pulses/questions.html",
        groups=_groups(of, told),
        has_trail=bool(of.earlier),
        why_no_items="" if of.now.told.items else saying.why_no_items(of.limits),
        scale=[words.get(of.language, words["en"]) for words in (told.lowest, told.highest)],
        limits=of.limits,
    )


def _groups(of: Of, told: Instrument) -> list[Group]:
    if not of.now.told.items:
        return []
    return [group for group in _grouped(of, told) if group.rows]


def _grouped(of: Of, told: Instrument) -> Iterator[Group]:
    of_axes = {axis: told.codes(axis) for axis in AXES}
    for axis, codes in of_axes.items():
        yield Group(str(AXIS_WORDS[axis]), tuple(_row(code, of, told) for code in codes))
    others = [code for code in of.items if not any(code in codes for codes in of_axes.values())]
    yield Group(str(OTHERS), tuple(_row(code, of, told) for code in others))


def _row(code: str, of: Of, told: Instrument) -> Row:
    before: Mapping[str, Score] = of.earlier[-1].told.items if of.earlier else {}
    words = told.item(code).text
    text, score = words.get(of.language, words["en"]), of.now.told.items.get(code)
    if score is None:
        return Row(text, None, None, None, None)
    ranges, old = of.now.drawing["items"][code], before.get(code)
    return Row(
        text=text,
        now=saying.value(score),
        ranges=saying.between(ranges["most"]),
        before=saying.value(old) if old else None,
        plot=pictures.line(score, ranges, old),
    )
