"""Random worlds: what the policy gives, what its filter lists and what a browser and a program get is one and the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.core import policy
from fairlead.core.leave import LEAVE_DAYS
from fairlead.core.refusals import Refusal
from fairlead.rooms.coaching.queries.home import shared_with
from fairlead.rooms.promises.queries.show import parties_of
from fairlead.rooms.promises.queries.stored import journal
from tests.doors.program import Program
from tests.rooms.coaching.conftest import Coached, somebody
from tests.rooms.promises.browser import browser_of

DOINGS = st.lists(
    st.tuples(
        st.sampled_from(["alice", "dan"]),
        st.sampled_from(["invite", "agree", "end", "wait"]),
        st.sampled_from(["promise", "conversation"]),
        st.sampled_from(["max", "nina"]),
    ),
    max_size=8,
)


@given(doings=DOINGS)
@settings(max_examples=25)
def test_policy_list_page_and_program_agree_whatever_two_people_decided(
    coached: Coached, clock: Any, doings: list[tuple[str, str, str, str]]
) -> None:
    with transaction.atomic():
        clock.move_to(coached.world.at)
        _agree(replace(coached), clock, doings)
        transaction.set_rollback(True)


def _agree(coached: Coached, clock: Any, doings: list[tuple[str, str, str, str]]) -> None:
    people = {"max": coached.max, "nina": somebody(coached.world, "Nina")}
    at = coached.world.at
    for who, act, kind, coach in doings:
        at += timedelta(days=LEAVE_DAYS / 2) if act == "wait" else timedelta(minutes=1)
        if act != "wait":
            coached.max = people[coach]
            assert _tried(coached, who, act, kind, at) in ("done", "not_your_move")
    clock.move_to(at)
    found = journal(coached.promise.id, organisation=coached.world.alice.organisation)
    assert found is not None
    parties = parties_of(found, coached.world.alice.organisation, at=at)
    for viewer in (*people.values(), coached.world.olga, coached.world.alice):
        is_read = policy.can(viewer, "read", parties)
        assert bool(policy.fields(viewer, parties)) == is_read
        listed = {one.thing for one in shared_with(viewer, at=at)}
        is_party = viewer.person in (parties.asker, parties.doer)
        assert (coached.promise.id in listed) == (is_read and not is_party)
        program, browser = Program.of(viewer, at=at), browser_of(viewer)
        for address, thing in (("promises", coached.promise.id), ("conversations", coached.talk)):
            expected = is_read if address == "promises" else thing in listed or is_party
            assert (browser.get(f"/{address}/{thing}").status_code == 200) == expected
            assert (program.get(f"/{address}/{thing}").status_code == 200) == expected
        if is_read:
            told = program.get(f"/promises/{coached.promise.id}").data["readers"]
            assert told == list(policy.readers(parties))


def _tried(coached: Coached, who: str, act: str, kind: str, at: Any) -> str:
    """Most of what is tried is refused; the law says so, and nothing changes."""
    try:
        coached.act(getattr(coached.world, who), act, kind, at=at)
    except Refusal as refusal:
        return refusal.code
    return "done"
