"""The addresses of the pulse outside the API: where a ballot is handed in."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from fairlead.rooms.pulses.web import balance, ballots, method

urls: Final[list[URLPattern]] = [
    path("ballots", ballots.ballots, name="ballots"),
    path("team/<uuid:team>/balance", balance.balance_page, name="team_balance"),
    path("team/<uuid:team>/balance/method", method.method_page, name="team_balance_method"),
]
