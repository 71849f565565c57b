"""The pulse over the API: a team's rhythm and waves, a ticket, what was published. No operation answers a ballot."""

from fairlead.rooms.pulses.api.operations import router

__all__ = ["router"]
