"""The pulse over the API: a team's rhythm and waves, a ticket, what was published and what the team makes of it; for who
leads, teams together and the mirror.

No operation answers a ballot."""

from fairlead.rooms.pulses.api import above, after
from fairlead.rooms.pulses.api.operations import router

__all__ = ["above", "after", "router"]
