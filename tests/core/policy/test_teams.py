"""What a team has for itself: read by who is in it, set up by who leads it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from fairlead.core.policy import Viewer, may_mirror, may_read_team, may_read_together, may_set_up_team

TEAM, OTHER, HOME = UUID(int=1), UUID(int=2), UUID(int=9)
DAN = Viewer(UUID(int=3), HOME, "Dan", teams=(TEAM,))
ALICE = Viewer(UUID(int=4), HOME, "Alice", teams=(TEAM, OTHER), leads=(TEAM,))
ADA = Viewer(UUID(int=5), HOME, "Ada", is_admin=True)


def test_who_is_in_the_team_reads_it_and_an_administrator_who_is_not_does_not() -> None:
    assert [may_read_team(one, TEAM) for one in (DAN, ALICE, ADA)] == [True, True, False]
    assert not may_read_team(DAN, OTHER)


def test_only_who_leads_the_team_sets_it_up() -> None:
    assert [may_set_up_team(one, TEAM) for one in (DAN, ALICE, ADA)] == [False, True, False]
    assert not may_set_up_team(ALICE, OTHER)


def test_teams_together_are_read_by_who_leads_the_team_above_and_by_administrators() -> None:
    assert [may_read_together(one, TEAM) for one in (DAN, ALICE, ADA)] == [False, True, True]
    assert not may_read_together(ALICE, OTHER)
    assert not may_read_together(replace(ADA, scopes=frozenset({"read"})), TEAM), "a token made for less"


def test_the_mirror_is_for_who_leads_the_team_with_no_token_but_one_to_reflect() -> None:
    assert [may_mirror(one, TEAM) for one in (DAN, ALICE, ADA)] == [False, True, False]
    assert not may_mirror(ALICE, OTHER)
    assert [may_mirror(replace(ALICE, scopes=frozenset({one})), TEAM) for one in ("read", "reflect")] == [
        False,
        True,
    ]
