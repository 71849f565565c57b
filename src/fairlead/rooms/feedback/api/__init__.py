"""Feedback over the API: signed, and as recipient also of what was said without a name."""

from fairlead.rooms.feedback.api.operations import router

__all__ = ["router"]
