"""The addresses of the pulse outside the API: where a ballot is handed in."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from fairlead.rooms.pulses.web import ballots

urls: Final[list[URLPattern]] = [path("ballots", ballots.ballots, name="ballots")]
