"""Every address: what each room's web.py and api.py brings. What may not live here: views."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

from fairlead.config.rooms import brought
from fairlead.doors import design, pages, waiting
from fairlead.rooms.agreements.web.also import TELLS
from fairlead.rooms.agreements.web.waiting import AGREEMENTS
from fairlead.rooms.coaching.queries.home import reads_along
from fairlead.rooms.conversations.web.waiting import CONVERSATIONS
from fairlead.rooms.feedback.web.waiting import FEEDBACK
from fairlead.rooms.promises.queries.lists import waiting_count

handler400 = "fairlead.doors.sorry.bad_request"
handler403 = "fairlead.doors.sorry.permission_denied"
handler404 = "fairlead.doors.sorry.page_not_found"
handler500 = "fairlead.doors.sorry.server_error"


class BelowApi(RoutePattern):
    """Lets through what begins with /api, and takes nothing off it."""

    def match(self, path: str) -> tuple[str, tuple[Any, ...], dict[str, Any]] | None:
        return (path, (), {}) if path == "api" or path.startswith("api/") else None


# The API first: its one pattern turns every page's address away at once, and the other way round it would be many.
urlpatterns: list[URLPattern | URLResolver] = [URLResolver(BelowApi(""), "fairlead.config.api_urls")]
urlpatterns += design.urls
# From high to low: a higher room may put a page below a lower one's, before what that takes for an act.
for _room, _urls in reversed(list(brought("web", "urls"))):
    urlpatterns += _urls

for _source in (CONVERSATIONS, AGREEMENTS, FEEDBACK):
    waiting.also_waits(_source)
pages.ask_for_every_page(waiting.for_every_page(waiting_count, reads_along))
for _page, _tells in TELLS.items():
    pages.tell_also(_page, _tells)
