"""Every address: what each room's web.py and api.py brings. What may not live here: views."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

from fairlead.config.rooms import brought
from fairlead.doors import design, pages, waiting
from fairlead.rooms.agreements.web.also import TELLS
from fairlead.rooms.agreements.web.waiting import AGREEMENTS
from fairlead.rooms.coaching.queries.home import reads_along
from fairlead.rooms.conversations.queries.about import looked_back_at
from fairlead.rooms.conversations.web.waiting import CONVERSATIONS
from fairlead.rooms.feedback.web.waiting import FEEDBACK
from fairlead.rooms.listening.web.also import TELLS as MIRROR_TELLS
from fairlead.rooms.promises.queries.lists import ask_who_looks_back, waiting_count
from fairlead.rooms.pulses.web.also import TELLS as PULSE_TELLS
from fairlead.rooms.team.web.also import TELLS as TEAM_TELLS

handler400 = "fairlead.doors.sorry.bad_request"
handler403 = "fairlead.doors.sorry.permission_denied"
handler404 = "fairlead.doors.sorry.page_not_found"
handler500 = "fairlead.doors.sorry.server_error"


class Below(RoutePattern):
    """Lets through what is at this word or below it, and takes nothing off it."""

    def __init__(self, word: str) -> None:
        super().__init__("")
        self.word = word

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, Any]] | None:
        return (path, (), {}) if path.partition("/")[0] == self.word else None


def by_first_word(patterns: Iterable[URLPattern]) -> list[URLResolver]:
    """The same in the same order, looked for below one word: a hundred are tried one by one otherwise, for every request."""
    below: dict[str, list[URLPattern]] = {}
    for pattern in patterns:
        below.setdefault(str(pattern.pattern).partition("/")[0], []).append(pattern)
    return [URLResolver(Below(word), some) for word, some in below.items()]


# From high to low: a higher room may put a page below a lower one's, before what that takes for an act.
_of_rooms = [url for _room, urls in reversed(list(brought("web", "urls"))) for url in urls]
urlpatterns = [
    URLResolver(Below("api"), "fairlead.config.api_urls"),
    *by_first_word([*design.urls, *_of_rooms]),
]

for _source in (CONVERSATIONS, AGREEMENTS, FEEDBACK):
    waiting.also_waits(_source)
ask_who_looks_back(looked_back_at)
pages.ask_for_every_page(waiting.for_every_page(waiting_count, reads_along))
for _page, _tells in (TELLS | MIRROR_TELLS | PULSE_TELLS | TEAM_TELLS).items():
    pages.tell_also(_page, _tells)
