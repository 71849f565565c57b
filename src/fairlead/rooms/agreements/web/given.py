"""From what was typed to the facts of the law, and the rows of a form for both sides. What may not live here: checking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from fairlead.doors.forms import Form
from fairlead.rooms.agreements.queries.show import Action

SPARE: Final = 2
"""empty rows of each side, or of a team"""


@dataclass(frozen=True, slots=True)
class Row:
    """One action of a form; by "": nobody yet, or all of a team."""

    by: str
    text: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The rows of one who will do something. by: of them all; None: each row says whose it is."""

    by: str | None
    title: str
    name: str
    side: str
    rows: tuple[Row, ...]


def actions_typed(form: Form) -> list[Row]:
    """The rows as they stand in the form, those without a text left out."""
    columns = (form.texts("by"), form.texts("action"), form.texts("due"))
    rows = (Row(by, text.strip(), due.strip()) for by, text, due in zip_longest(*columns, fillvalue=""))
    return [row for row in rows if row.text]


def actions_given(form: Form) -> list[dict[str, Any]]:
    return [{"by": row.by or None, "text": row.text, "due": row.due or None} for row in actions_typed(form)]


def rows_of(actions: Iterable[Action]) -> list[Row]:
    """An agreement's own actions, to begin with; what was erased has to be written anew."""
    return [Row(str(one.by or ""), one.text or "", (one.due or "")[:10]) for one in actions]


def of_two(rows: Iterable[Row], people: Sequence[tuple[str, str, str]]) -> list[Column]:
    """A column for each of the two. people: (id, title, name)."""
    every = list(rows)
    return [
        Column(
            person,
            title,
            name,
            side,
            (*(row for row in every if row.by == person), *(Row(person) for _ in range(SPARE))),
        )
        for side, (person, title, name) in zip("ab", people, strict=True)
    ]


def of_team(rows: Iterable[Row], title: str) -> list[Column]:
    """One column, and in each row who does it."""
    return [Column(None, title, "", "", (*rows, *(Row("") for _ in range(SPARE + 1))))]
