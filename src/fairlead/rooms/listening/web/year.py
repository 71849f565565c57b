"""What one kept, year by year: small pictures of one's own figures, a table, and the way to delete one or all.

It stays open where the organisation has switched the mirror off: what is kept is its owner's."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.pages import go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.listening.actions.keep import forget, forget_all
from fairlead.rooms.listening.pictures import pictures
from fairlead.rooms.listening.queries.kept import all_kept
from fairlead.rooms.listening.web.shown import kept_rows


@signed_in
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    kept = all_kept(viewer_of(request))
    years = sorted({one.on.year for one in kept}, reverse=True)
    if year not in years and year != now().year:
        raise Refusal("not_found")
    talks = [one for one in kept if one.on.year == year]
    return render(
        request,
        "listening/year.html",
        nav="reflect",
        year=year,
        years=years,
        pictures=pictures(talks, year),
        rows=kept_rows(talks),
    )


@require_POST
@signed_in
def delete_one(request: HttpRequest, kept: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    there = next((one for one in all_kept(viewer) if one.id == kept), None)
    forget(viewer=viewer, kept=kept)
    return go(f"/listening/year/{there.on.year if there else now().year}", say=_("Deleted."))


@require_POST
@signed_in
def delete_all(request: HttpRequest) -> HttpResponse:
    forget_all(viewer=viewer_of(request))
    return go(f"/listening/year/{now().year}", say=_("Deleted. No figure of yours is kept any more."))
