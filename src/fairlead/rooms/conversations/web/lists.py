"""The reader's conversations, and beginning one. What may not live here: anybody else's."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.ids import new_id
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.typed import id_in_address
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.conversations.actions.begin import Wanted, begin
from fairlead.rooms.conversations.queries.about import titles_of
from fairlead.rooms.conversations.queries.lists import (
    ConversationRow,
    conversations_about,
    conversations_page,
)
from fairlead.rooms.conversations.words import ENDS, step_words
from fairlead.rooms.people.queries import concerns_to, people_of
from fairlead.rooms.promises.queries.show import show


@signed_in
def conversations(request: HttpRequest) -> HttpResponse:
    viewer, dates = viewer_of(request), dates_for(request)
    page = conversations_page(viewer=viewer, at=now(), after=request.GET.get("after") or None)
    titles = titles_of({row.id: row.promise for row in page.rows}, viewer=viewer)
    return render(
        request,
        "conversations/list.html",
        nav="promises",
        rows=[(row, titles[row.id], _state(row), dates.near(row.updated_at)) for row in page.rows],
        next=f"/conversations?{urlencode({'after': page.next})}" if page.next else "",
    )


def _state(row: ConversationRow) -> str:
    if row.ended:
        return str(ENDS[row.ended])
    if row.paused_until:
        return _("Paused")
    if row.is_my_turn:
        return _("Your turn")
    other = first_name(row.other_name)
    return step_words(row.step, doer=other, asker=other, me=row.me)


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Is this the right tool? Then it begins, known to the reader alone."""
    viewer, form = viewer_of(request), Form(request)
    wanted = form.value("promise") or request.GET.get("promise") or ""
    promise = show(viewer=viewer, promise=id_in_address(wanted), at=now()) if wanted else None
    if promise is not None and request.method == "GET":
        for there in conversations_about([promise.id], viewer=viewer, at=now()).get(promise.id, ()):
            if there.ended is None:
                return go(f"/conversations/{there.id}")
    if request.method == "POST":
        with form:
            begun = begin(viewer=viewer, wanted=_wanted(form), at=now(), conversation=form.id("once"))
            return go(f"/conversations/{begun.id}#sent")
    return render(
        request,
        "conversations/new.html",
        status=form.status,
        nav="promises",
        form=form,
        p=promise,
        name=first_name(promise.other.name) if promise else "",
        once=form.value("once") or new_id(),
        concerns_to=concerns_to(viewer.organisation),
        people=[] if promise else people_of(viewer.organisation),
    )


def _wanted(form: Form) -> Wanted:
    if form.text("promise"):
        return Wanted(promise=form.text("promise"))
    to = form.text("with").strip()
    if not to:
        raise Refusal("missing_field", field="with")
    return Wanted(to=to, expectation=form.text("expectation"), me=form.text("me"))
