"""Who may read an agreement, and who may move it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from fairlead.core import policy
from fairlead.core.policy import Agreeing
from tests.core.policy.test_promises import ALICE, DAN, ELSEWHERE, EVERYBODY, HERE, OLGA, viewer

TEAM = uuid4()


@pytest.mark.parametrize("act", ["read", "move"])
def test_of_two_people_nobody_else_may_anything(act: str) -> None:
    thing = Agreeing(HERE, frozenset({ALICE, DAN}))
    for name, who in EVERYBODY.items():
        is_let = who.person in (ALICE, DAN) and who.organisation == HERE
        assert policy.can_agree(who, act, thing) == is_let, name


def test_who_is_in_the_team_now_reads_its_agreements_and_a_party_moves_them() -> None:
    thing = Agreeing(HERE, frozenset({ALICE, DAN}), TEAM)
    assert policy.can_agree(viewer(OLGA, teams=(TEAM,)), "read", thing)
    assert not policy.can_agree(viewer(OLGA, teams=(TEAM,)), "move", thing)
    assert not policy.can_agree(viewer(OLGA, teams=(uuid4(),)), "read", thing)
    assert not policy.can_agree(viewer(OLGA, organisation=ELSEWHERE, teams=(TEAM,)), "read", thing)
    assert not policy.can_agree(viewer(ALICE), "share", thing)
    assert policy.visible(viewer(ALICE), "agreement").columns == ("person_id",)
