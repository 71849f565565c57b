"""Who may read a conversation, and who may take a step in it."""

from __future__ import annotations

from itertools import product

import pytest

from fairlead.core import policy
from fairlead.core.policy import Talkers
from tests.core.policy.test_promises import ADA, ALICE, DAN, ELSEWHERE, EVERYBODY, HERE, OLGA, viewer

ALONE = Talkers(HERE, opener=DAN, other=ALICE, is_invited=False)
BOTH = Talkers(HERE, opener=DAN, other=ALICE, is_invited=True)
READ_ALONG = Talkers(HERE, opener=DAN, other=ALICE, is_invited=True, facilitator=OLGA)
NOT_YET = Talkers(HERE, opener=DAN, other=ALICE, is_invited=False, facilitator=OLGA)


@pytest.mark.parametrize("talk", [ALONE, BOTH, READ_ALONG, NOT_YET])
@pytest.mark.parametrize("act", ["read", "step"])
def test_the_two_may_the_other_once_invited_who_reads_along_only_reads(talk: Talkers, act: str) -> None:
    for name, who in EVERYBODY.items():
        is_let = who.person == DAN or (
            talk.is_invited and (who.person == ALICE or (talk.facilitator == who.person and act == "read"))
        )
        assert policy.can_talk(who, act, talk) == (is_let and who.organisation == HERE), name


def test_only_who_reads_along_asks_beside_it() -> None:
    for name, who in EVERYBODY.items():
        is_let = who.person == OLGA and who.organisation == HERE
        assert policy.can_talk(who, "add", READ_ALONG) == is_let, name
        assert not policy.can_talk(who, "add", NOT_YET), name


@pytest.mark.parametrize("act", ["", "write", "move", "share", "READ"])
def test_what_is_not_listed_is_denied(act: str) -> None:
    for who, talk in product(EVERYBODY.values(), (ALONE, BOTH, READ_ALONG)):
        assert not policy.can_talk(who, act, talk)


def test_a_list_shows_the_opener_and_the_invited_one_and_notes_their_author() -> None:
    only = policy.visible(viewer(ADA, organisation=ELSEWHERE), "conversation")
    assert (only.organisation, only.person, only.columns) == (ELSEWHERE, ADA, ("opener_id", "invited_id"))
    assert policy.visible(viewer(DAN), "note").columns == ("person_id",)
