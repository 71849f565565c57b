"""The promises room as programs see it. What may not live here: rules, queries, sentences."""

from fairlead.rooms.promises.api import clarity
from fairlead.rooms.promises.api.operations import router

__all__ = ["clarity", "router"]
