"""The machine's commands: what they print, what they do, how they say no."""

from __future__ import annotations

import pytest

from fairlead.config.cli import main
from fairlead.doors.clock import now
from fairlead.rooms.people import actions, asking, queries
from tests.rooms.people.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def fairlead(capsys):
    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(list(words))
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


def test_the_first_person_founds_and_the_next_joins_a_team_made_for_them(fairlead):
    assert fairlead("person", "add", "ada@example.org", "--name", "Ada", "--team", "Crew")[0] == 0
    assert fairlead("person", "add", "dan@example.org", "--name", "Dan", "--team", "New", "--lead")[0] == 0
    ada = queries.viewer_for(actions.person_by_address("ada@example.org"))
    dan = queries.viewer_for(actions.person_by_address("DAN@example.org"))
    assert ada.is_admin
    assert not dan.is_admin
    assert dan.organisation == ada.organisation
    assert [team.name for team in queries.all_teams(ada.organisation)] == ["Crew", "New"]
    assert len(dan.leads) == 1


def test_a_link_is_printed_alone(fairlead, crew: World, settings):
    actions.add_person(email="d@example.org", name="D", organisation=crew.ada.organisation, at=now())
    code, out, err = fairlead("person", "link", "d@example.org")
    assert (code, err) == (0, "")
    assert out.startswith(f"{settings.PUBLIC_URL}/sign-in/")
    assert out.count("\n") == 1


def test_a_token_is_printed_alone_and_works(fairlead, crew: World):
    code, out, err = fairlead("token", "create", "dan@example.org", "--scope", "read, write", "--days", "9")
    assert (code, err) == (0, "")
    found = asking.of_token(out.strip(), at=now())
    assert found.viewer.person == crew.dan.person
    assert found.viewer.scopes == {"read", "write"}
    assert any(act.act == "token_created" for act in queries.admin_acts(crew.viewer(crew.dan), at=now()))


def test_suspend_and_erase(fairlead, crew: World):
    assert fairlead("person", "suspend", "dan@example.org")[0] == 0
    assert not queries.is_here(crew.dan.person)
    assert fairlead("person", "erase", "dan@example.org", "--yes")[0] == 0
    assert queries.names([crew.dan.person])[crew.dan.person].startswith("Former colleague")
    assert fairlead("person", "erase", "dan@example.org", "--yes")[0] == 1


def test_teams_stand_below_teams(fairlead, db):
    actions.found(name="Ada", email="ada@example.org", team="Crew", at=now())
    assert fairlead("team", "add", "Night", "--parent", "crew")[0] == 0
    assert fairlead("team", "add", "Day", "--parent", "nobody")[0] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("person", "link", "nobody@example.org"),
        ("person", "add", "dan@example.org", "--name", "Dan", "--organisation", "Harbour"),
        ("person", "add", "not-one", "--name", "Dan", "--organisation", "Harbour"),
        ("person", "add", "new@example.org", "--name", "New"),
        ("token", "create", "dan@example.org", "--scope", "admin"),
        ("token", "create", "dan@example.org", "--scope", "all"),
        ("team", "add", "Crew", "--organisation", "Harbour"),
    ],
)
def test_a_no_is_one_clear_line(fairlead, crew: World, words):
    code, out, err = fairlead(*words)
    assert (code, out) == (1, "")
    assert err.startswith("fairlead: ")
    assert err.count("\n") == 1


def test_wrong_usage_is_2(fairlead, db):
    assert fairlead("person", "add", "a@example.org")[0] == 2
    assert fairlead("person", "add", "a@example.org", "--name", "A", "--lead")[0] == 2
    assert fairlead("token", "create", "a@example.org", "--scope", "read", "--days", "0")[0] == 2


@pytest.mark.parametrize(
    "words",
    [("person",), ("person", "add"), ("person", "link"), ("person", "suspend"), ("person", "erase"),
     ("team",), ("team", "add"), ("token",), ("token", "create"), ("rotate-keys",)],
)  # fmt: skip
def test_every_command_explains_itself_with_an_example(fairlead, db, words):
    code, out, _ = fairlead(*words, "--help")
    assert code == 0
    assert "Example: fairlead" in out
