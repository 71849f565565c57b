"""Teams added up: a parent is shown only where nobody can be found by taking its teams away from it."""

from __future__ import annotations

from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.pulse.bounds import Thresholds
from fairlead.core.pulse.parents import Node, Outcome, add_up


def tree(*sizes: int, **more: int) -> list[Node]:
    teams = dict(zip("abcdefgh", sizes, strict=False)) | more
    return [Node("all"), *(Node(name, "all", n, {"safe": 60.0}) for name, n in teams.items())]


def names(outcome: Outcome) -> set[str]:
    return set(outcome.shown)


def test_three_teams_that_are_shown_have_a_parent_that_is() -> None:
    outcome = add_up(tree(5, 8, 12))
    assert names(outcome) == {"all", "a", "b", "c"}
    assert (outcome.shown["all"].respondents, outcome.shown["all"].teams) == (25, 3)
    assert outcome.shown["all"].means["safe"] == pytest.approx(60)


def test_two_teams_have_no_parent_that_is_shown() -> None:
    assert add_up(tree(9, 9)).withheld == {"all": "few_teams"}


def test_a_team_of_four_is_hidden_behind_the_next_smallest() -> None:
    outcome = add_up(tree(4, 6, 8, 12))
    assert names(outcome) == {"all", "c", "d"}
    assert outcome.withheld == {"a": "too_few", "b": "complement"}


def test_a_team_of_four_and_one_of_three_hide_each_other() -> None:
    assert names(add_up(tree(4, 3, 8, 12))) == {"all", "c", "d"}


def test_of_two_as_small_the_first_by_name_is_withheld() -> None:
    assert add_up(tree(4, 6, 6)).withheld == {"a": "too_few", "b": "complement"}
    assert add_up(tree(4, 6, 6)) == add_up(list(reversed(tree(4, 6, 6))))


def test_teams_that_share_somebody_are_never_added_up() -> None:
    who = frozenset({UUID(int=7)})
    teams = [Node(name, "all", 9, {"safe": 50.0}, who if name in "ab" else frozenset()) for name in "abc"]
    assert add_up([Node("all"), *teams]).withheld == {"all": "shared"}


def test_what_is_too_few_altogether_is_not_shown() -> None:
    outcome = add_up(tree(1, 1, 2))
    assert (names(outcome), set(outcome.withheld.values())) == (set(), {"too_few"})


def test_thresholds_may_be_raised() -> None:
    outcome = add_up(tree(6, 8, 12), thresholds=Thresholds(scores=7))
    assert outcome.withheld == {"a": "too_few", "b": "complement"}


def test_a_team_all_of_one_mind_brings_no_less_into_its_parent_than_its_code_says() -> None:
    teams = [Node("a", "all", 5, {"safe": 0.0}), Node("b", "all", 8, {"safe": 100.0}), Node("c", "all", 8, {"safe": 100.0})]  # fmt: skip
    outcome = add_up([Node("all"), *teams])
    assert outcome.shown["all"].means["safe"] == pytest.approx((5 * 32.5 + 1600) / 21)
    assert outcome.shown["a"].means["safe"] == 0


def test_nodes_that_lie_under_each_other_are_no_tree() -> None:
    with pytest.raises(ValueError, match="under itself"):
        add_up([Node("a", "b", 9), Node("b", "a", 9)])


@st.composite
def forests(draw: st.DrawFn) -> list[Node]:
    """Two levels of parents, teams of any size, also people who belong to a parent itself."""
    nodes = [Node("top")]
    for middle in range(draw(st.integers(1, 3))):
        own = draw(st.sampled_from([0, 0, 1, 3, 6]))
        nodes.append(Node(f"m{middle}", "top", own, {"safe": 50.0}))
        sizes = draw(st.lists(st.integers(0, 14), max_size=5))
        nodes += [Node(f"m{middle}t{at}", f"m{middle}", n, {"safe": 50.0}) for at, n in enumerate(sizes)]
    return nodes


@given(forests())
def test_no_difference_of_what_is_shown_is_a_few_people(nodes: list[Node]) -> None:
    """Every way to take shown nodes away from a shown one leaves nobody, or five and more."""
    outcome = add_up(nodes)
    parents = {node.name: node.parent for node in nodes}

    def people(name: str) -> frozenset[tuple[str, int]]:
        own = next(node.respondents for node in nodes if node.name == name)
        below = [people(child) for child, parent in parents.items() if parent == name]
        return frozenset((name, place) for place in range(own)).union(*below)

    for name in outcome.shown:
        inner = [other for other in outcome.shown if other != name and people(other) < people(name)]
        for count in range(1, min(len(inner), 4) + 1):
            for taken in combinations(inner, count):
                left = people(name).difference(*(people(other) for other in taken))
                assert len(left) == 0 or len(left) >= 5
        left = people(name).difference(*(people(other) for other in inner))
        assert len(left) == 0 or len(left) >= 5
    assert set(outcome.shown) | set(outcome.withheld) == {node.name for node in nodes}
