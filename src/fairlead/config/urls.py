"""Every address: what each room's web.py and api.py brings. What may not live here: views."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from fairlead.config.rooms import brought

urlpatterns: list[URLPattern | URLResolver] = []
for _room, _urls in brought("web", "urls"):
    urlpatterns += _urls
