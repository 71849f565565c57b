"""The tag of a promise changes with everything that is shown of it, also with what only time changes."""

from __future__ import annotations

from datetime import timedelta

from fairlead.core.policy import Viewer
from fairlead.rooms.promises.queries.show import PromiseShown, show, tag_of
from tests.rooms.promises.world import World


def tag(world: World, promise: PromiseShown, viewer: Viewer, days: int = 0) -> str:
    return tag_of(show(viewer=viewer, promise=promise.id, at=world.at + timedelta(days=days)))


def test_the_tag_stays_while_nothing_changes_and_changes_with_every_move(world: World) -> None:
    asked = world.ask()
    before = tag(world, asked, world.dan)
    assert tag(world, asked, world.dan, days=1) == before
    world.move(world.alice, asked, "note", text="By the way")
    assert tag(world, asked, world.dan) != before


def test_the_tag_changes_when_dan_may_close_what_alice_did_not_check(world: World) -> None:
    reported = world.move(world.dan, world.promised(), "report_done")
    assert tag(world, reported, world.dan, days=60) != tag(world, reported, world.dan)
    assert tag(world, reported, world.alice, days=60) == tag(world, reported, world.alice)


def test_the_tag_changes_when_a_date_passes(world: World) -> None:
    asked, promised = world.ask(), world.promised()
    assert tag(world, asked, world.dan, days=60) != tag(world, asked, world.dan), "yes is not open any more"
    assert tag(world, promised, world.alice, days=60) != tag(world, promised, world.alice)
