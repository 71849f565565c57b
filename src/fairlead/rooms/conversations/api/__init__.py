"""The conversations room as programs see it. What may not live here: rules, queries, sentences."""

from fairlead.rooms.conversations.api import team_codes
from fairlead.rooms.conversations.api.operations import router

__all__ = ["router", "team_codes"]
