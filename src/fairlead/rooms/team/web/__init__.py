"""The pages of teams: which address leads where."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from fairlead.rooms.team.web import rhythm, team

urls: Final[list[URLPattern]] = [
    path("team", team.team_page, name="team"),
    path("team/<uuid:team>/rhythm", rhythm.rhythm_page, name="team_rhythm"),
    path("team/<uuid:team>/rhythm/days", rhythm.days_page, name="team_rhythm_days"),
]
