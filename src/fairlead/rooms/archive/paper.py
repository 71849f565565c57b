"""One's own things as files: the JSON, a page to read, a calendar. The page and the API give the same.

What may not live here: what belongs into them (queries)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from fairlead.core.policy import Viewer
from fairlead.doors.addresses import public
from fairlead.doors.dates import Dates
from fairlead.doors.pages import dates_for, render
from fairlead.outside.calendar import Date, calendar
from fairlead.rooms.archive.queries import OwnDate, own_things
from fairlead.rooms.listening.web.shown import kept_rows
from fairlead.rooms.promises.queries.show import Told
from fairlead.rooms.promises.web.told import plain_story
from fairlead.rooms.reflections.words import question


@dataclass(frozen=True, slots=True)
class Files:
    """content and data: the same, as an object and as the file's bytes."""

    content: dict[str, Any]
    data: bytes
    page: str
    dates: str


def own_files(request: HttpRequest, *, viewer: Viewer, titles: bool, at: datetime) -> Files:
    """titles: the calendar says what a promise is about. Who sees a calendar is not who sees a promise."""
    own = own_things(viewer=viewer, at=at)
    dates = dates_for(request)
    with translation.override(viewer.language):
        stories = [
            (title, name, _lines(story, viewer.person, name, dates)) for title, name, story in own.stories
        ]
        weeks = [
            (one.week.name, [(question(n), one.answers[n]) for n in sorted(one.answers)]) for one in own.weeks
        ]
        page = render(
            request,
            "archive/own.html",
            name=viewer.name,
            stories=stories,
            weeks=weeks,
            listened=kept_rows(own.listened),
            at=dates.moment(at),
        )
        listed = calendar([_date(one, titles=titles) for one in own.dates], name="Fairlead")
    return Files(own.content, own.data, page.content.decode(), listed)


def _lines(story: tuple[Told, ...], me: UUID, name: str, dates: Dates) -> list[tuple[object, ...]]:
    """The story without a page; where words were erased it says so."""
    erased = _("What was written here has been erased.")
    plain = plain_story(story, me, name, dates)
    return [
        (when, who, text or (erased if one.is_erased else ""), points)
        for one, (when, who, text, points) in zip(story, plain, strict=True)
    ]


HOST: Final = urlsplit(settings.PUBLIC_URL).hostname


def _date(one: OwnDate, *, titles: bool) -> Date:
    words = {
        "due": _("A promise: by now"),
        "check_in": _("A promise: a word on how it goes"),
        "check": _("A promise: look at it"),
    }
    told = f"{words[one.kind]}: {one.outcome}" if titles and one.outcome else words[one.kind]
    return Date(
        uid=f"{one.promise}-{one.kind}-{one.place}@{HOST}",
        at=one.at,
        title=told,
        url=public(f"/promises/{one.promise}"),
        sequence=one.version,
        changed_at=one.changed_at,
    )
