"""Who may read a week somebody looked back on: its author, and whom the author invited, by this session or token."""

from __future__ import annotations

import pytest

from fairlead.core import policy
from fairlead.core.policy import Reflected
from tests.core.policy.test_promises import ALICE, DAN, ELSEWHERE, EVERYBODY, HERE, MAX, viewer

ALONE = Reflected(HERE, ALICE)
SHARED = Reflected(HERE, ALICE, coach=MAX)


@pytest.mark.parametrize("act", ["read", "write", "share", "add", "count", ""])
@pytest.mark.parametrize("week", [ALONE, SHARED])
def test_the_author_does_what_there_is_and_nobody_else_anything(act: str, week: Reflected) -> None:
    for name, who in EVERYBODY.items():
        is_let = who.person == ALICE and who.organisation == HERE and who.scopes is None
        assert policy.can_reflect(who, act, week) == (is_let and act in {"read", "write", "share"}), name


def test_a_coach_reads_and_asks_by_a_session_or_a_token_made_for_it() -> None:
    for scopes, is_let in ((None, True), ({"reflect"}, True), ({"read", "write", "admin"}, False)):
        who = viewer(MAX, scopes=None if scopes is None else frozenset(scopes))
        assert policy.can_reflect(who, "read", SHARED) == is_let
        assert policy.can_reflect(who, "add", SHARED) == is_let
        assert not policy.can_reflect(who, "write", SHARED)
        assert not policy.can_reflect(who, "share", SHARED)
        assert not policy.can_reflect(who, "read", ALONE)
    assert not policy.can_reflect(viewer(MAX, organisation=ELSEWHERE), "read", SHARED)
    assert not policy.can_reflect(viewer(DAN), "read", SHARED)
