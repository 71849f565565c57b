"""Who sets people up, and who invites into a team."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from fairlead.core.policy import Viewer, administers, may_invite_into

CREW, OTHER = UUID(int=1), UUID(int=2)
ADA = Viewer(person=UUID(int=3), organisation=UUID(int=4), name="Ada", is_admin=True)
DAN = replace(ADA, name="Dan", is_admin=False, teams=(CREW, OTHER), leads=(CREW,))


def test_an_administrator_sets_up_in_a_browser_and_with_a_token_made_for_it() -> None:
    assert administers(ADA)
    assert administers(replace(ADA, scopes=frozenset({"read", "admin"})))
    assert not administers(replace(ADA, scopes=frozenset({"read", "write", "reflect"})))
    assert not administers(replace(ADA, scopes=frozenset()))


def test_nobody_else_sets_up_whatever_the_token_says() -> None:
    assert not administers(DAN)
    assert not administers(replace(DAN, scopes=frozenset({"admin"})))


def test_into_a_team_invite_those_who_lead_it_and_administrators() -> None:
    assert may_invite_into(DAN, CREW)
    assert not may_invite_into(DAN, OTHER)
    assert may_invite_into(ADA, OTHER)
    assert not may_invite_into(replace(ADA, scopes=frozenset({"write"})), OTHER)
