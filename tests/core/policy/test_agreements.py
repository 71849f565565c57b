"""Who may read an agreement, and who may move it."""

from __future__ import annotations

from dataclasses import replace
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


def test_what_two_share_is_read_by_their_team_and_what_they_send_by_who_leads_the_team_above() -> None:
    above, two = uuid4(), frozenset({ALICE, DAN})
    shared, sent = Agreeing(HERE, two, shown_to=TEAM), Agreeing(HERE, two, sent_to=above)
    member = viewer(OLGA, teams=(TEAM,))
    lead = replace(viewer(OLGA, teams=(above,)), leads=(above,))
    assert policy.can_agree(member, "read_outline", shared)
    assert not policy.can_agree(member, "read_outline", sent)
    assert policy.can_agree(lead, "read_outline", sent)
    assert not policy.can_agree(viewer(OLGA, teams=(above,)), "read_outline", sent)
    for who, thing in ((member, shared), (lead, sent)):
        assert not policy.can_agree(who, "read", thing)
        assert not policy.can_agree(who, "move", thing)
        assert not policy.can_agree(replace(who, organisation=ELSEWHERE), "read_outline", thing)
        assert not policy.can_agree(who, "read_outline", Agreeing(HERE, two))
