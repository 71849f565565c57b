"""The world of the feedback tests: that of the promises, with Max in Dan's and Alice's team."""

from tests.rooms.promises.conftest import clock, programs, world

__all__ = ["clock", "programs", "world"]
