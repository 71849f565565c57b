"""One piece of feedback: what was said, and the forms of what the viewer may say next. Nothing typed is lost.

What may not live here: which acts there are (the law)."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.forms import Form
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.feedback.actions.move import move_feedback
from fairlead.rooms.feedback.actions.promising import draft_of
from fairlead.rooms.feedback.queries.show import FeedbackShown, show
from fairlead.rooms.feedback.web.told import readers, sentence_of
from fairlead.rooms.feedback.words import ABOUT, ACTS, ANSWERS, STAGES

FIELDS: Final = ("text", "answer", "decision", "date")
FIRST: Final = ("hear", "confirm", "decide", "done", "changed")
"""Acts that move it on: the first of them that is open is the page's one filled button."""


@signed_in
def item_page(request: HttpRequest, feedback: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    shown = show(viewer=viewer, feedback=feedback, at=now())
    form = Form(request, request.POST.get("act", ""))
    if request.method == "POST":
        with form:
            _moved(form, request, feedback)
            return go(f"/feedback/{feedback}", say=_("That is said."))
    values = thread_values(shown, form, dates_for(request), me=viewer.person)
    return render(request, "feedback/item.html", status=form.status, nav="team", **values)


def _moved(form: Form, request: HttpRequest, feedback: UUID) -> None:
    move_feedback(
        viewer=viewer_of(request),
        feedback=feedback,
        act=form.text("act"),
        version=next(iter(form.numbers("version")), None),
        facts={name: form.text(name) for name in FIELDS if form.text(name)},
        at=now(),
    )


def thread_values(
    shown: FeedbackShown, form: Form | None = None, dates: Dates | None = None, *, me: UUID | None = None
) -> dict[str, Any]:
    """What the thread of a page is made of; me: None for who holds the receipt."""
    written = dates or Dates.of("UTC", "en", now())
    names = [rule.act for rule in shown.open_acts]
    first = next((act for act in names if act in FIRST), "")
    return {
        "t": shown,
        "lines": [(line, sentence_of(line, shown, written, me=me)) for line in shown.lines],
        "about": ABOUT[shown.item.about],
        "stage": STAGES[shown.item.stage],
        "first": first if shown.is_my_turn or first == "done" else "",
        "others": [act for act in names if act != first or not (shown.is_my_turn or first == "done")],
        "form": form or Form(None),
        "labels": ACTS,
        "answers": {act: list(labels.items()) for act, labels in ANSWERS.items()},
        "readers": readers(shown),
    }


@require_POST
@signed_in
def to_promise(request: HttpRequest, feedback: UUID) -> HttpResponse:
    """What we will do, into the composer as a draft: nobody is promised anything before it is sent."""
    draft = draft_of(viewer=viewer_of(request), feedback=feedback, at=now())
    if draft is None:
        raise Refusal("not_found")
    return go(f"/offer?draft={draft}", say=_("Your words are here as a draft. Nobody has seen them."))
