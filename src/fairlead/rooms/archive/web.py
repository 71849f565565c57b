"""Taking one's own things away. What may not live here: what belongs into them (queries, paper)."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from fairlead.doors.clock import now
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.archive.paper import Files, own_files


def _packed(files: Files) -> bytes:
    """One ZIP: the data for programs, the page for people, the dates for a calendar."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("fairlead.json", files.data)
        packed.writestr("fairlead.html", files.page)
        packed.writestr("fairlead.ics", files.dates)
    return file.getvalue()


@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """Everything of one's own as a file. Opening it changes nothing."""
    files = own_files(request, viewer=viewer_of(request), titles="titles" in request.GET, at=now())
    response = HttpResponse(_packed(files), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="fairlead.zip"'
    return response


urls: Final[list[URLPattern]] = [path("you/export", export, name="export")]
