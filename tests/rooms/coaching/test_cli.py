"""Reading along on the command line, through the real server in this process."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps

from fairlead.doors import sql
from fairlead.rooms.conversations.actions.rebuild import rebuild
from tests.doors.program import Program
from tests.rooms.coaching.conftest import WEEK, Coached
from tests.rooms.promises.test_cli import data, run
from tests.rooms.promises.world import NOW


def program(coached: Coached, name: str, *scopes: str) -> Program:
    viewer = coached.max if name == "max" else getattr(coached.world, name)
    return Program.of(viewer, at=NOW, scopes=scopes or ("read", "write"))


def brought_up_to_date() -> None:
    """An installation from before its rows said who is suggested: migration 0006 of conversations says it as the journal does."""
    sql.rows(
        "UPDATE conversations_standing SET facilitator_id = NULL WHERE leave_ends_at IS NULL RETURNING 1", []
    )
    import_module("fairlead.rooms.conversations.migrations.0006_who_is_suggested").fill(apps, None)
    assert rebuild(write=False).differed == 0


def test_two_invite_a_coach_who_asks_and_either_ends_it(coached: Coached) -> None:
    alice, dan, max_ = (program(coached, name) for name in ("alice", "dan", "max"))
    assert run(alice, "coach", "list").stdout == "No one is invited. Nothing is shared.\n"
    told = run(dan, "coach", "invite", "Max", "--promise", str(coached.promise.id)[:20])
    assert "waits for a yes" in told.stdout, told.output
    assert run(max_, "coach", "shared").stdout.splitlines()[-1] == "Nothing here."
    [leave] = data(alice, "coach", "list")["items"]
    assert "Max Maier  until Wed 23 Dec 2026" in run(alice, "coach", "agree", leave["id"][:20]).stdout
    [home] = data(max_, "coach", "shared")["items"]
    assert [one["id"] for one in home["shared"]] == [str(coached.promise.id)]
    assert "A rota canarypromise" in run(max_, "coach", "shared").stdout
    said = run(max_, "coach", "ask", str(coached.promise.id)[:20], "What would have helped?")
    assert said.stdout == "Max Maier: What would have helped?\n", said.output
    assert run(dan, "coach", "asked", str(coached.promise.id)).stdout == said.stdout
    assert run(dan, "coach", "end", leave["id"]).exit_code == 0
    ended = run(max_, "coach", "ask", str(coached.promise.id), "And now?")
    assert (ended.exit_code, "And now?" in run(dan, "coach", "list").stdout) == (1, False)


def test_a_leave_of_a_conversation_is_listed_agreed_to_and_ended_with_the_others(coached: Coached) -> None:
    alice, dan, max_ = (program(coached, name) for name in ("alice", "dan", "max"))
    coached.act(coached.world.dan, "invite", "conversation")
    brought_up_to_date()
    for one in (alice, dan):
        assert "conversation  Max Maier  waits for a yes" in run(one, "coach", "list").stdout
    assert run(dan, "coach", "agree", str(coached.talk)).exit_code == 1
    assert run(max_, "coach", "list").stdout == "No one is invited. Nothing is shared.\n"
    assert run(max_, "conversation", "show", str(coached.talk)).exit_code == 1
    agreed = run(alice, "coach", "agree", str(coached.talk)[:20])
    assert "conversation  Max Maier  until" in agreed.stdout, agreed.output
    assert data(max_, "conversation", "show", str(coached.talk))["me"] == "facilitator"
    assert run(dan, "coach", "end", str(coached.talk)).stdout == "No one is invited. Nothing is shared.\n"
    assert run(max_, "conversation", "show", str(coached.talk)).exit_code == 1
    for act in ("invite", "end"):  # suggested once more, and taken back
        coached.act(coached.world.dan, act, "conversation")
    brought_up_to_date()


def test_a_week_is_shared_with_a_token_made_for_it_and_read_by_the_coach(coached: Coached) -> None:
    alice, max_ = (program(coached, name, "read", "write", "reflect") for name in ("alice", "max"))
    told = run(alice, "coach", "invite", "max@example.org", "--week", WEEK)
    assert "until Wed 23 Dec 2026" in told.stdout, told.output
    assert "I was canaryweek" in run(max_, "coach", "week", str(coached.week)[:20]).stdout
    run(max_, "coach", "ask", str(coached.week), "Which day was lightest?", "--to-think-about")
    assert "Which day was lightest?" in run(alice, "coach", "asked", str(coached.week)[:20]).stdout
    without = program(coached, "alice")
    assert run(without, "coach", "list").stdout == "No one is invited. Nothing is shared.\n"
    refused = run(without, "coach", "invite", "Max", "--week", WEEK)
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
