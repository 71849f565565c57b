"""The agreements room as programs see it. What may not live here: rules, queries, sentences."""

from fairlead.rooms.agreements.api.operations import router

__all__ = ["router"]
