"""The pulse over the API: a team's rhythm and waves, a ticket, what was published and what the team makes of it.

No operation answers a ballot."""

from fairlead.rooms.pulses.api import after
from fairlead.rooms.pulses.api.operations import router

__all__ = ["after", "router"]
