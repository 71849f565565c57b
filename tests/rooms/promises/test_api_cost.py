"""What a call of the API costs in statements: as few as there can be, and the same for any number of promises."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rooms.promises.conftest import Programs


def statements(work: Any) -> list[str]:
    with CaptureQueriesContext(connection) as run:
        answer = work()
    assert answer.status_code < 300, answer.data
    words = [" ".join(one["sql"].split()[:3]) for one in run.captured_queries]
    return [word for word in words if not word.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]


def test_a_move_asks_once_who_it_is_once_for_the_journal_and_once_for_the_names(programs: Programs) -> None:
    promise = programs.promised()
    run = statements(lambda: programs.move(programs.dan, promise, "note", text="x"))
    # who asks; the journal; on PostgreSQL one statement that writes and asks for the names, on SQLite five
    assert len(run) == (3 if connection.vendor == "postgresql" else 7), run


@pytest.mark.parametrize("number", [1, 8])
def test_a_list_costs_the_same_however_long_it_is(programs: Programs, number: int) -> None:
    for _ in range(number):
        programs.ask()
    assert len(statements(lambda: programs.dan.get("/promises"))) == 4
    # three of them ask what waits and is no promise: conversations, agreements, feedback
    assert len(statements(lambda: programs.dan.get("/today"))) == 9
    assert (
        len(statements(lambda: programs.dan.get(f"/promises?with={programs.world.alice.person}&q=rota"))) == 4
    )


def test_one_promise_costs_three_also_when_a_team_may_see_it(programs: Programs) -> None:
    alone, shown = programs.ask(), programs.ask(team=str(programs.world.team))
    assert len(statements(lambda: programs.dan.get(f"/promises/{alone['id']}"))) == 3
    assert len(statements(lambda: programs.dan.get(f"/promises/{shown['id']}"))) == 3
    assert len(statements(lambda: programs.dan.get(f"/promises/{shown['id']}/journal"))) == 2
