"""A coach's own pages: what is shared with them, a shared week, and asking beside a thing.

What may not live here: the pages of promises and conversations, which show a coach what they may read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fairlead.core.reflection import Week, week_named
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import asking_of, signed_in, viewer_of
from fairlead.rooms.coaching.actions.sharing import ask_along
from fairlead.rooms.coaching.queries.home import Shared, homes_of, may_ask
from fairlead.rooms.leaves.queries import added_to
from fairlead.rooms.leaves.words import SORTS, reading_along
from fairlead.rooms.people.queries import names
from fairlead.rooms.reflections import words
from fairlead.rooms.reflections.queries.shared import KIND, shared_week

PAGES = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def coaching(request: HttpRequest) -> HttpResponse:
    homes = homes_of(viewer=viewer_of(request), account=asking_of(request).account, at=now())
    shown = [(home, [(one, _what(request, one)) for one in home.shared]) for home in homes]
    return render(request, "coaching/home.html", nav="coaching", homes=shown)


def _what(request: HttpRequest, one: Shared) -> tuple[str, str]:
    """What it is in a line, and whose."""
    whose = [first_name(name) for name in one.whose]
    both = _("%(one)s and %(other)s") % {"one": whose[0], "other": whose[1]} if len(whose) > 1 else whose[0]
    if one.kind == "reflection":
        return _("A week looked back on: %(days)s") % {"days": _span(request, week_named(one.subject))}, both
    if one.kind == "conversation":
        return _("Looking back together"), both
    return one.subject or _("What was written here has been erased."), both


def _span(request: HttpRequest, week: Week) -> str:
    dates = dates_for(request)
    return _("%(first)s to %(last)s") % {"first": dates.day(week.monday), "last": dates.day(week.sunday)}


@require_safe
@signed_in
def week_page(request: HttpRequest, reflection: UUID) -> HttpResponse:
    """A week that its author shares: what is written, and nothing that is not."""
    viewer = viewer_of(request)
    shared = shared_week(viewer=viewer, reflection=reflection, at=now())
    answers = shared.written.answers
    name = first_name(names([shared.author]).get(shared.author, ""))
    return render(
        request,
        "coaching/week.html",
        nav="coaching",
        span=_span(request, shared.written.week),
        name=name,
        answers=[(number, words.question(number), answers[number]) for number in sorted(answers)],
        along=reading_along(f"/coaching/weeks/{reflection}", until=shared.leave.ends_at),
        added=added_to(KIND, reflection, organisation=viewer.organisation),
        readers=_("Only %(name)s and you can read this.") % {"name": name},
    )


@require_http_methods(PAGES)
@signed_in
def ask_promise(request: HttpRequest, promise: UUID) -> HttpResponse:
    return _ask(request, "promise", promise, f"/promises/{promise}")


@require_http_methods(PAGES)
@signed_in
def ask_talk(request: HttpRequest, conversation: UUID) -> HttpResponse:
    return _ask(request, "conversation", conversation, f"/conversations/{conversation}")


@require_http_methods(PAGES)
@signed_in
def ask_week(request: HttpRequest, reflection: UUID) -> HttpResponse:
    return _ask(request, KIND, reflection, f"/coaching/weeks/{reflection}")


def _ask(request: HttpRequest, kind: str, thing: UUID, back: str) -> HttpResponse:
    """Only for who reads along; for all others the page is not there, whatever they typed."""
    viewer, form = viewer_of(request), Form(request)
    may_ask(kind, thing, viewer=viewer, at=now())
    if form.is_sent:
        with form:
            sort, text = form.text("sort"), form.text("text")
            ask_along(viewer=viewer, kind=kind, thing=thing, sort=sort, text=text, at=now())
            return go(back, say=_("It stands on the page now."))
    return render(
        request,
        "coaching/ask.html",
        status=form.status,
        nav="coaching",
        form=form,
        back=back,
        sorts=list(SORTS.items()),
        readers=_("Its author reads it.") if kind == KIND else _("Both of them read it, at once."),
    )
