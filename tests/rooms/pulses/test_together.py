"""Teams together, for who leads the team above: over three teams only, and never so that a team could be worked out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from fairlead.core.policy import Viewer
from fairlead.doors import cookieless
from fairlead.rooms.people.actions import add_team, join_team, leave_team
from fairlead.rooms.pulses.actions import closing, opening, together
from fairlead.rooms.pulses.actions.opening import open_due
from fairlead.rooms.pulses.actions.rhythm import set_rhythm
from fairlead.rooms.pulses.models import ParentRelease, Release, Wave
from fairlead.rooms.pulses.queries.show import pulses_of, show
from tests.doors.program import Program, refused
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.test_cli import run
from tests.rooms.pulses.waves import (
    CLOSES,
    JOINED,
    OPENS,
    Crew,
    answers,
    body_of,
    close,
    fresh,
    post,
    the_crew,
    ticket_of,
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rate, no noise, and one key for all waves: making one takes longer than all the rest."""
    monkeypatch.setattr(cookieless.BUCKETS["/ballots"], "take", lambda *_, **__: 0.0)
    monkeypatch.setattr(closing, "_drawn", lambda _items: defaultdict(float))
    monkeypatch.setattr(together.CHANCE, "gauss", lambda *_: 0.0)
    one_key = opening.new_token_key()
    monkeypatch.setattr(opening, "new_token_key", lambda: one_key)


@dataclass
class Tree:
    """Alice leads the team above, Delivery; each team below it has people of its own and Bob, who leads them."""

    crew: Crew
    bob: Viewer
    teams: list[tuple[UUID, list[Viewer]]]

    def open(self, at: datetime = OPENS) -> None:
        for team, _people in self.teams:
            set_rhythm(viewer=self.bob, team=team, weeks=4, first_on=str(at.date()), at=at)
        assert open_due(at=at) == len(self.teams)

    def answer(self, *points: int) -> None:
        """A point for each team: all of it choose that one everywhere."""
        for point, (team, people) in zip(points, self.teams, strict=True):
            pulse = show(viewer=people[0], pulse=pulses_of(viewer=people[0], team=team)[1][0].id)
            for one in people:
                body = body_of(pulse, ticket_of(one, pulse), answers(pulse, point))
                assert post(body).status_code == 204


def the_tree(*sizes: int, shared: bool = False) -> Tree:
    crew = the_crew(0)
    bob = crew.join("Bob")
    leave_team(bob.person, team=crew.team, by=crew.alice, at=JOINED)
    found = []
    for number, size in enumerate(sizes):
        team = add_team(
            f"Team {number}", parent=crew.team, organisation=crew.alice.organisation, by=None, at=JOINED
        )
        join_team(bob.person, team=team, is_lead=True, by=None, at=JOINED)
        people = [_in(crew, team, f"Person {number} {place}") for place in range(size)]
        found.append((team, people))
    if shared:
        one = found[0][1][0]
        join_team(one.person, team=found[1][0], by=None, at=JOINED)
        found[1][1].append(fresh(one.person))
        found[0][1][0] = fresh(one.person)
    return Tree(crew, fresh(bob.person), found)


def _in(crew: Crew, team: UUID, name: str) -> Viewer:
    viewer = crew.join(name)
    join_team(viewer.person, team=team, by=None, at=JOINED)
    leave_team(viewer.person, team=crew.team, by=crew.alice, at=JOINED)
    return fresh(viewer.person)


def closed(tree: Tree, moving: Any, *points: int) -> list[ParentRelease]:
    tree.open()
    tree.answer(*points)
    moving.move_to(CLOSES)
    close()
    return list(ParentRelease.objects.all())


def test_three_teams_that_close_together_have_one_above_them(db: None, clean_box: None, moving: Any) -> None:
    tree = the_tree(5, 5, 6)
    [above] = closed(tree, moving, 4, 4, 7)
    assert (above.team_id, above.teams, len(above.waves)) == (tree.crew.team, 3, 3)
    assert above.manifest["safe"] == {"value": 70, "coded": None}, "(5 x 50 + 5 x 50 + 6 x 100) / 16 is 68.75"
    assert (above.manifest["respondents"], above.manifest["participation"]) == ("12-19", "90+")
    assert above.manifest["items"] == {}
    assert Release.objects.count() == 3
    assert Wave.objects.filter(state="closed", is_swept=True).count() == 3


def test_two_teams_have_nothing_above_them(db: None, clean_box: None, moving: Any) -> None:
    assert closed(the_tree(5, 5), moving, 4, 4) == []
    assert Release.objects.count() == 2


def test_of_four_with_one_too_small_to_show_the_three_are_shown_and_nothing_above(
    db: None, clean_box: None, moving: Any
) -> None:
    """Whoever took the three from all four would have the fourth. No team is withheld for that: the sum is."""
    tree = the_tree(5, 5, 5, 5)
    tree.open()
    tree.teams[3] = (tree.teams[3][0], tree.teams[3][1][:4])
    tree.answer(4, 4, 4, 1)
    moving.move_to(CLOSES)
    close()
    assert not ParentRelease.objects.exists()
    assert Release.objects.count() == 3
    assert Wave.objects.get(team_id=tree.teams[3][0]).state == "too_few"


def test_teams_that_share_somebody_are_never_added_up(db: None, clean_box: None, moving: Any) -> None:
    tree = the_tree(5, 5, 5, shared=True)
    assert closed(tree, moving, 4, 4, 4) == []
    assert Release.objects.count() == 3


def test_only_who_leads_the_team_above_sees_them_together(db: None, clean_box: None, moving: Any) -> None:
    tree = the_tree(5, 5, 5)
    closed(tree, moving, 7, 7, 7)
    address = f"/team/{tree.crew.team}/balance/together"
    text = browser_of(tree.crew.alice).get(address).content.decode()
    assert "It is safe to speak, and agreements matter." in text
    assert "3 teams together" in text
    assert "Question by question" not in text
    program = Program.of(tree.crew.alice, at=CLOSES)
    told = program.get(f"/teams/{tree.crew.team}/pulses/together")
    [one] = told.data["items"]
    assert (told.data["team"], one["teams"], one["closes_on"]) == (str(tree.crew.team), 3, "2026-11-30")
    assert one["release"] == ParentRelease.objects.get().manifest
    said = run(program, "pulse", "together", "--team", "Delivery").stdout
    for words in ("3 teams together", "Leans: learning", "12-19 people, 90+ %"):
        assert words in said
    for one in (tree.bob, tree.teams[0][1][0], tree.crew.mallory):
        assert browser_of(one).get(address).status_code == 404
        other = Program.of(one, at=CLOSES)
        missing = other.get(f"/teams/{UUID(int=7)}/pulses/together")
        answer = other.get(f"/teams/{tree.crew.team}/pulses/together")
        refused(answer, 404, "not_found")
        assert answer.content == missing.content
    for team, _people in tree.teams:
        assert browser_of(tree.crew.alice).get(f"/team/{team}/balance").status_code == 404, "no single team"
    assert address in browser_of(tree.crew.alice).get(f"/team/{tree.crew.team}/balance").content.decode()
    assert Program.of(tree.crew.alice, at=CLOSES).get(f"/teams/{tree.crew.team}/pulses").data["items"] == []


def test_before_anything_closed_together_there_is_nothing_above(db: None, clean_box: None) -> None:
    tree = the_tree(5, 5, 5)
    assert browser_of(tree.crew.alice).get(f"/team/{tree.crew.team}/balance/together").status_code == 404


def test_what_was_published_above_never_changes_and_the_next_knows_who_came(
    db: None, clean_box: None, moving: Any
) -> None:
    from django.db import DatabaseError, transaction

    tree = the_tree(5, 5, 5)
    closed(tree, moving, 4, 4, 4)
    with pytest.raises(DatabaseError), transaction.atomic():
        ParentRelease.objects.update(teams=9)
    leave_team(tree.teams[0][1].pop().person, team=tree.teams[0][0], by=None, at=OPENS)
    for place in range(2):
        tree.teams[0][1].append(_late(tree, f"Late {place}", OPENS))
    at = OPENS + timedelta(days=28)
    moving.move_to(at)
    assert open_due(at=at) == 3
    tree.answer(4, 4, 4)
    close(at + timedelta(days=7))
    first, second = ParentRelease.objects.order_by("closes_on")
    assert (first.is_changed, second.is_changed) == (False, False), "three came or went"


def _late(tree: Tree, name: str, at: datetime) -> Viewer:
    viewer = tree.crew.join(name)
    join_team(viewer.person, team=tree.teams[0][0], by=None, at=at)
    leave_team(viewer.person, team=tree.crew.team, by=tree.crew.alice, at=at)
    return fresh(viewer.person)


def test_after_one_came_the_sum_is_blurred_more(db: None, clean_box: None, moving: Any) -> None:
    tree = the_tree(5, 5, 5)
    closed(tree, moving, 4, 4, 4)
    tree.teams[0][1].append(_late(tree, "Late", OPENS))
    at = OPENS + timedelta(days=28)
    moving.move_to(at)
    assert open_due(at=at) == 3
    tree.answer(4, 4, 4)
    close(at + timedelta(days=7))
    assert ParentRelease.objects.get(opens_on=at.date()).is_changed
