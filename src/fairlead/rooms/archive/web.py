"""Taking one's own things away. What may not live here: what belongs into them (queries)."""

from __future__ import annotations

import io
import zipfile
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.pages import dates_for, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.archive.queries import Own, own_things
from fairlead.rooms.promises.queries.show import Told
from fairlead.rooms.promises.web.told import plain_story


def _packed(own: Own, page: bytes) -> bytes:
    """One ZIP: the data for programs, the page for people."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("fairlead.json", own.data)
        packed.writestr("fairlead.html", page)
    return file.getvalue()


def _lines(story: tuple[Told, ...], me: UUID, name: str, dates: Dates) -> list[tuple[object, ...]]:
    """The story without a page; where words were erased it says so."""
    erased = _("What was written here has been erased.")
    plain = plain_story(story, me, name, dates)
    return [
        (when, who, text or (erased if one.is_erased else ""), points)
        for one, (when, who, text, points) in zip(story, plain, strict=True)
    ]


@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """Everything of one's own as a file. Opening it changes nothing."""
    viewer, dates = viewer_of(request), dates_for(request)
    own = own_things(viewer=viewer, at=now())
    stories = [(title, name, _lines(story, viewer.person, name, dates)) for title, name, story in own.stories]
    page = render(request, "archive/own.html", name=viewer.name, stories=stories, at=dates.moment(now()))
    response = HttpResponse(_packed(own, page.content), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="fairlead.zip"'
    return response


urls: Final[list[URLPattern]] = [path("you/export", export, name="export")]
