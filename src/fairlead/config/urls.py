"""Every address: what each room's web.py and api.py brings. What may not live here: views."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from fairlead.config.rooms import brought
from fairlead.doors import design, pages
from fairlead.doors.api import mounted
from fairlead.rooms.promises.queries.lists import waiting_count

handler400 = "fairlead.doors.sorry.bad_request"
handler403 = "fairlead.doors.sorry.permission_denied"
handler404 = "fairlead.doors.sorry.page_not_found"
handler500 = "fairlead.doors.sorry.server_error"

# The API first: its one pattern turns every page's address away at once, and the other way round it would be many.
urlpatterns: list[URLPattern | URLResolver] = mounted.addresses(
    _router for _room, _router in brought("api", "router")
)
urlpatterns += design.urls
for _room, _urls in brought("web", "urls"):
    urlpatterns += _urls

pages.count_waiting_with(waiting_count)
