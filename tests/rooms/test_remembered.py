"""What tests begin from is what everybody's actions made, however often it is put there again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import transaction

from tests.rooms.promises.world import World, the_world
from tests.rooms.remembered import remembered, rows_of_all


@pytest.mark.django_db
def test_what_is_put_there_again_is_what_was_made_and_goes_on_like_it() -> None:
    found: list[tuple[World, dict[str, list[str]]]] = []
    again = remembered(the_world.__wrapped__)
    for _ in range(2):
        with transaction.atomic():
            world = again()
            found.append((replace(world), rows_of_all()))
            assert world.promised().state.stage == "PROMISED"
            transaction.set_rollback(True)
    assert found[0] == found[1]


@pytest.mark.django_db
def test_who_changes_what_is_there_cannot_be_remembered() -> None:
    world = the_world()

    def promote(_who: World) -> None:
        from fairlead.rooms.people.models import Membership

        Membership.objects.filter(person=world.dan.person).update(is_lead=True)

    with pytest.raises(AssertionError, match="changed or taken away"):
        remembered(promote)(world.team)
