"""Who may read and do what with a promise: the table, every kind of viewer against every thing that can be asked."""

from __future__ import annotations

from itertools import product
from uuid import UUID

import pytest

from fairlead.core import policy
from fairlead.core.policy import PROMISE_ACTS, Parties, Viewer

HERE, ELSEWHERE, CREW, KITCHEN = (UUID(int=number) for number in range(1, 5))
ALICE, DAN, OLGA, ADA, MAX = (UUID(int=number) for number in range(11, 16))


def viewer(person: UUID, *, organisation: UUID = HERE, **more: object) -> Viewer:
    return Viewer(person, organisation, "somebody", **more)  # type: ignore[arg-type]


APART = Parties(HERE, ALICE, DAN)
SHOWN = Parties(HERE, ALICE, DAN, shown_to=CREW)
COACHED = Parties(HERE, ALICE, DAN, coach=MAX)
PARTIES = {
    "alice": viewer(ALICE),
    "dan": viewer(DAN),
    "alice with a token": viewer(ALICE, scopes=frozenset()),
}
TEAM = {
    "a colleague of the team": viewer(OLGA, teams=(CREW,)),
    "its lead": viewer(OLGA, teams=(CREW,), leads=(CREW,)),
}
NOBODY = {
    "a colleague": viewer(OLGA),
    "a colleague of another team": viewer(OLGA, teams=(KITCHEN,), leads=(KITCHEN,)),
    "the administrator": viewer(ADA, is_admin=True),
    "a leader's leader": viewer(ADA, leads=(CREW,)),
    "a stranger": viewer(OLGA, organisation=ELSEWHERE, teams=(CREW,), is_admin=True),
    "Alice's number in another organisation": viewer(ALICE, organisation=ELSEWHERE, teams=(CREW,)),
}
EVERYBODY = {**PARTIES, **TEAM, **NOBODY}


def named(people: dict[str, Viewer]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("who", people.values(), ids=people.keys())


@named(PARTIES)
@pytest.mark.parametrize("promise", [APART, SHOWN])
def test_each_of_the_two_may_do_everything_with_it(who: Viewer, promise: Parties) -> None:
    assert policy.fields(who, promise) == {"terms", "moves", "story", "outcome", "due", "state"}
    for act in ("read", "move", "share", "read_journal", "read_outline"):
        assert policy.can(who, act, promise)


@named(TEAM)
def test_the_team_sees_an_outline_once_both_said_so_and_nothing_before(who: Viewer) -> None:
    assert policy.fields(who, APART) == frozenset()
    assert policy.fields(who, SHOWN) == {"outcome", "due", "state"}
    assert policy.can(who, "read_outline", SHOWN)
    assert not policy.can(who, "read_outline", APART)
    for act in PROMISE_ACTS - {"read_outline"}:
        assert not policy.can(who, act, SHOWN)


def test_a_coach_reads_what_the_two_read_and_asks_and_does_nothing_else() -> None:
    assert policy.fields(viewer(MAX), COACHED) == policy.fields(viewer(ALICE), COACHED)
    allowed = {act for act in PROMISE_ACTS if policy.can(viewer(MAX), act, COACHED)}
    assert allowed == {"read", "read_journal", "read_outline", "add"}
    for who in (viewer(MAX, organisation=ELSEWHERE), viewer(OLGA), viewer(ADA, is_admin=True)):
        assert not any(policy.can(who, act, COACHED) for act in PROMISE_ACTS)


def test_without_a_leave_a_coach_is_nobody() -> None:
    assert policy.fields(viewer(MAX), APART) == frozenset()
    assert not any(policy.can(viewer(MAX), act, APART) for act in PROMISE_ACTS)


@named(PARTIES)
def test_only_a_coach_asks_beside_a_promise(who: Viewer) -> None:
    assert not policy.can(who, "add", COACHED)


@named(NOBODY)
@pytest.mark.parametrize("promise", [APART, SHOWN])
def test_nobody_else_sees_that_there_is_one_whatever_their_office(who: Viewer, promise: Parties) -> None:
    assert policy.fields(who, promise) == frozenset()
    assert not any(policy.can(who, act, promise) for act in PROMISE_ACTS)


@named(EVERYBODY)
@pytest.mark.parametrize("act", ["", "erase", "READ", "count", "terms", "state"])
def test_what_is_not_listed_is_denied_to_everybody(who: Viewer, act: str) -> None:
    assert not policy.can(who, act, SHOWN)


def test_a_list_shows_exactly_what_may_be_read() -> None:
    for who, promise in product(EVERYBODY.values(), (APART, SHOWN)):
        only = policy.visible(who, "promise")
        row = {"asker_id": promise.asker, "doer_id": promise.doer}
        listed = promise.organisation == only.organisation and any(
            row[name] == only.person for name in only.columns
        )
        assert listed == policy.can(who, "read", promise)


def test_a_draft_is_listed_for_its_author_alone() -> None:
    assert policy.visible(viewer(ALICE), "draft") == policy.Only(HERE, ALICE, ("person_id",))


def test_a_kind_of_thing_nobody_thought_of_is_an_error_and_not_an_open_door() -> None:
    with pytest.raises(KeyError):
        policy.visible(viewer(ADA, is_admin=True), "pulse_answer")


def test_who_can_read_it_is_said_in_the_words_of_the_policy() -> None:
    assert policy.readers(APART) == ("asker", "doer")
    assert policy.readers(SHOWN) == ("asker", "doer", "team")
    assert policy.readers(COACHED) == ("asker", "doer", "coach")


# --- people ---


def test_an_administrator_administers_and_their_token_only_with_that_scope() -> None:
    assert policy.administers(viewer(ADA, is_admin=True))
    assert policy.administers(viewer(ADA, is_admin=True, scopes=frozenset({"admin"})))
    assert not policy.administers(viewer(ADA, is_admin=True, scopes=frozenset({"read", "write"})))
    assert not policy.administers(viewer(OLGA))
    assert not policy.administers(viewer(OLGA, scopes=frozenset({"admin"}), leads=(CREW,)))


def test_into_a_team_invite_its_leads_and_administrators() -> None:
    assert policy.may_invite_into(viewer(OLGA, leads=(CREW,)), CREW)
    assert policy.may_invite_into(viewer(ADA, is_admin=True), CREW)
    assert not policy.may_invite_into(viewer(OLGA, teams=(CREW,), leads=(KITCHEN,)), CREW)


def test_somebody_new_can_do_nothing_special_and_keeps_the_plain_settings() -> None:
    assert viewer(OLGA) == Viewer(OLGA, HERE, "somebody", False, "UTC", "en", "system", True, None, (), ())
