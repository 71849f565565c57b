"""The pages of promises: Today, the list, one promise, asking and offering, and the way in by invitation."""

from fairlead.rooms.promises.web.addresses import urls

__all__ = ["urls"]
