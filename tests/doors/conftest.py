"""The doors are tried with the world of the promises room, which is the lowest that has all of them."""

from tests.rooms.promises.conftest import clock, programs, world

__all__ = ["clock", "programs", "world"]
