"""Somebody is erased: what they asked goes, and whatever they gave or had leave for ends; what is purged goes wholly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fairlead.rooms.coaching.actions.erasing import erase_coaching
from fairlead.rooms.coaching.actions.sharing import ask_along
from fairlead.rooms.leaves.models import Addition, Leave
from fairlead.rooms.leaves.queries import added_to, leave_of
from fairlead.rooms.people import actions
from fairlead.rooms.promises.actions.purging import forget_old_words
from tests.rooms.coaching.conftest import Coached
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW


def _asked(coached: Coached) -> None:
    coached.share()
    for kind, thing in (
        ("promise", coached.promise.id),
        ("conversation", coached.talk),
        ("reflection", coached.week),
    ):
        ask_along(
            viewer=coached.max, kind=kind, thing=thing, sort="question", text="What?", at=coached.world.at
        )


def _all_done(at: Any) -> None:
    while erase_coaching(at=at):
        pass


def test_an_erased_coach_leaves_no_question_and_no_leave(coached: Coached) -> None:
    _asked(coached)
    other = ask_along(
        viewer=coached.max, kind="promise", thing=coached.promise.id, sort="prompt", text="x", at=NOW
    )
    assert Addition.objects.filter(id=other).exists()
    actions.erase(coached.max.person, at=coached.world.at)
    _all_done(coached.world.at)
    assert not Addition.objects.exists()
    assert not Leave.objects.filter(ended_at=None).exists()
    assert (
        b"can read this page"
        not in browser_of(coached.world.dan).get(f"/promises/{coached.promise.id}").content
    )


def test_a_leave_ends_with_one_of_those_who_gave_it_and_their_week_goes_wholly(coached: Coached) -> None:
    from fairlead.rooms.reflections.actions.erasing import erase_reflections

    _asked(coached)
    world = coached.world
    actions.erase(world.dan.person, at=world.at)
    _all_done(world.at)
    promise, home = coached.promise.id, world.alice.organisation
    assert leave_of("promise", promise, organisation=home, at=world.at) is None
    assert browser_of(coached.max).get(f"/promises/{promise}").status_code == 404
    assert [one.text for one in added_to("promise", promise, organisation=home)] == ["What?"]
    actions.erase(world.alice.person, at=world.at)
    while erase_reflections(at=world.at):
        pass
    assert not Addition.objects.filter(kind="reflection").exists()
    assert not Leave.objects.filter(kind="reflection").exists()


def test_with_a_purged_promise_goes_what_was_asked_beside_it(coached: Coached) -> None:
    _asked(coached)
    world = coached.world
    world.move(world.dan, coached.promise, "revoke", text="Not any more")
    assert forget_old_words(until=world.at + timedelta(minutes=1)) == 1
    kinds = set(Addition.objects.values_list("kind", flat=True))
    assert kinds == {"conversation", "reflection"}
    assert not Leave.objects.filter(kind="promise").exists()
