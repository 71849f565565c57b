"""The world of the agreements tests: that of the promises."""

from tests.rooms.promises.conftest import clock, programs, world

__all__ = ["clock", "programs", "world"]
