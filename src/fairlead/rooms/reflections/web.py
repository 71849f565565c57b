"""Pages of reflections: this week, one question a page, the end of a week, a year of one's own words.

What may not live here: anything about anybody else, sentences of the questions (words)."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.core.policy import Viewer
from fairlead.core.reflection import NUMBERS, THEMES, Week, short_week
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.forms import Form
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.leaves.queries import added_to
from fairlead.rooms.leaves.words import bar_of
from fairlead.rooms.reflections import words
from fairlead.rooms.reflections.actions.write import answer_one, draft_of
from fairlead.rooms.reflections.queries.read import (
    Written,
    begun_week,
    facts_of,
    of_week,
    of_year,
    this_week,
    years_of,
)
from fairlead.rooms.reflections.queries.shared import KIND, leave_of_week

PAGES: Final = ["GET", "HEAD", "POST"]
RECENT: Final = 6
"""So many weeks can be gone back to from the first page; a year shows the others."""


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    week = this_week(viewer, at=now())
    written = of_week(viewer, week)
    return render(
        request,
        "reflections/home.html",
        nav="reflect",
        week=week,
        span=_span(week, dates_for(request)),
        written=written,
        first=next((number for number in NUMBERS if number not in written.answers), 1),
        short=short_week(week, viewer.person),
        recent=[(one, _span(one, dates_for(request))) for one in _recent(week)],
        years=years_of(viewer),
    )


def _recent(week: Week) -> list[Week]:
    found = [week.before]
    while len(found) < RECENT:
        found.append(found[-1].before)
    return found


@signed_in
def week_page(request: HttpRequest, week: str) -> HttpResponse:
    """A week as it is written, to read, to print and to end with."""
    viewer = viewer_of(request)
    named = begun_week(viewer, week, at=now())
    written = of_week(viewer, named)
    return render(
        request,
        "reflections/week.html",
        nav="reflect",
        week=named,
        span=_span(named, dates_for(request)),
        parts=_parts(written),
        is_written=bool(written.answers),
        **_beside(viewer, written),
    )


def _beside(viewer: Viewer, written: Written) -> dict[str, Any]:
    """Who reads along with this week, what they asked, and who can see it, in words."""
    leave = leave_of_week(viewer, written, at=now())
    address = f"/reflect/{written.week.name}/coach"
    coach = leave and leave.law.reader(now())
    return {
        "along": bar_of(leave, viewer=viewer, address=address, called={}, at=now()),
        "added": added_to(KIND, written.id, organisation=viewer.organisation) if written.id else (),
        "readers": _("You and %(coach)s can see this.") % {"coach": first_name(leave.coach_name)}
        if leave and coach
        else _("Only you can see this."),
    }


def _parts(written: Written) -> list[tuple[str, list[tuple[int, str, str]]]]:
    """By theme: (number, question, answer), all nine."""
    return [
        (str(words.THEMES[theme]), [(n, words.question(n), written.answers.get(n, "")) for n in numbers])
        for theme, numbers in THEMES.items()
    ]


@require_http_methods(PAGES)
@signed_in
def question_page(request: HttpRequest, week: str, number: int) -> HttpResponse:
    """One question. Whichever way on is pressed, what was typed is kept; what is left empty is skipped."""
    viewer, form = viewer_of(request), Form(request)
    named = begun_week(viewer, week, at=now())
    order, is_short = _order(request, named, viewer)
    if number not in order:
        raise Refusal("not_found")
    if form.is_sent:
        with form:
            answer_one(viewer=viewer, week=week, number=number, text=form.text("answers"), at=now())
            if request.headers.get("X-Draft"):
                return HttpResponse(status=204)
            return go(_onwards(named, order, number, form.text("go"), is_short=is_short))
    return render(
        request,
        "reflections/question.html",
        status=form.status,
        nav="reflect",
        form=form,
        week=named,
        span=_span(named, dates_for(request)),
        **_asked(viewer, named, number, order, is_short=is_short),
    )


def _asked(
    viewer: Viewer, week: Week, number: int, order: tuple[int, ...], *, is_short: bool
) -> dict[str, Any]:
    place, written = order.index(number), of_week(viewer, week)
    return {
        "number": number,
        "place": place + 1,
        "most": len(order),
        "is_short": is_short,
        "under": words.theme(number),
        "question": words.question(number),
        "fact": words.fact(number, facts_of(viewer, week)),
        "answer": written.answers.get(number, ""),
        "address": _address(week, number, is_short=is_short),
        "end": f"/reflect/{week.name}/end",
        **_beside(viewer, written),
    }


def _order(request: HttpRequest, week: Week, viewer: Viewer) -> tuple[tuple[int, ...], bool]:
    is_short = request.GET.get("short") == "1"
    return (short_week(week, viewer.person) if is_short else NUMBERS), is_short


def _address(week: Week, number: int, *, is_short: bool) -> str:
    return f"/reflect/{week.name}/{number}{'?short=1' if is_short else ''}"


def _onwards(week: Week, order: tuple[int, ...], number: int, way: str, *, is_short: bool) -> str:
    place = order.index(number) + (-1 if way == "before" else 1)
    if way == "leave" or place < 0:
        return "/reflect"
    if place == len(order):
        return f"/reflect/{week.name}/end"
    return _address(week, order[place], is_short=is_short)


@signed_in
def end_page(request: HttpRequest, week: str) -> HttpResponse:
    viewer = viewer_of(request)
    named = begun_week(viewer, week, at=now())
    written = of_week(viewer, named)
    answers = written.answers
    return render(
        request,
        "reflections/end.html",
        nav="reflect",
        week=named,
        span=_span(named, dates_for(request)),
        answers=[(number, words.question(number), answers[number]) for number in sorted(answers)],
        **_beside(viewer, written),
    )


@require_POST
@signed_in
def to_promise(request: HttpRequest, week: str, number: int) -> HttpResponse:
    """Into the composer as a draft, by its number: an address with the words would be kept in histories and logs."""
    draft = draft_of(viewer=viewer_of(request), week=week, number=number, at=now())
    return go(f"/ask?draft={draft}", say=_("Your words are here as a draft. Nobody has seen them."))


@signed_in
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """One's own words of a year, theme by theme within each week."""
    viewer = viewer_of(request)
    weeks = of_year(viewer, year)
    if not weeks and year != this_week(viewer, at=now()).year:
        raise Refusal("not_found")
    dates = dates_for(request)
    return render(
        request,
        "reflections/year.html",
        nav="reflect",
        year=year,
        years=years_of(viewer),
        weeks=[
            (
                one.week,
                _span(one.week, dates),
                [(n, words.question(n), one.answers[n]) for n in sorted(one.answers)],
            )
            for one in weeks
        ],
    )


def _span(week: Week, dates: Dates) -> str:
    """From Monday to Sunday."""
    return _("%(first)s to %(last)s") % {"first": dates.day(week.monday), "last": dates.day(week.sunday)}


urls: Final[list[URLPattern]] = [
    path("reflect", home, name="reflect"),
    path("reflect/year/<int:year>", year_page, name="reflect_year"),
    path("reflect/<str:week>", week_page, name="reflect_week"),
    path("reflect/<str:week>/end", end_page, name="reflect_end"),
    path("reflect/<str:week>/<int:number>", question_page, name="reflect_question"),
    path("reflect/<str:week>/<int:number>/promise", to_promise, name="reflect_promise"),
]
