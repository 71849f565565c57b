"""The addresses of the API, in a module of their own so that the first page need not wait for them.

urls.py names this module, and Django reads it when the first address below /api is asked for."""

from __future__ import annotations

from fairlead.config.rooms import brought
from fairlead.doors.api import mounted
from fairlead.rooms.agreements.web.asking import Agreed
from fairlead.rooms.promises.api import citing

citing.ask_of(Agreed())
urlpatterns = mounted.addresses(_router for _room, _router in brought("api", "router"))
