"""Feedback that waits for somebody's word: to be heard, to be decided, and to the author of a signed one to be confirmed;
and, once its day has come, to be done or to be looked at again.

What may not live here: whose word is next (core/feedback/law.waits_on); these statements say the same, and a test asks both."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any, Final

from fairlead.core.conversation.facts import day_of
from fairlead.core.feedback.rules import DATED
from fairlead.core.policy import Viewer
from fairlead.doors import sql
from fairlead.doors.waiting import MOST, Waits

_MINE: Final = "(o.stage IN ('received', 'heard') OR o.due_on <= %s)"
_SIGNED: Final = """
SELECT {what} FROM feedback_standing o{words} WHERE o.organisation_id = %s AND o.person_id = %s AND {mine}
UNION ALL
SELECT {what} FROM feedback_standing o{words} WHERE o.organisation_id = %s AND o.team_id IN ({teams})
   AND o.author_id <> %s AND {mine}
UNION ALL
SELECT {what} FROM feedback_standing o{words} WHERE o.organisation_id = %s AND o.author_id = %s
   AND (o.stage = 'done' OR (o.stage = 'said_back' AND NOT coalesce(o.due_on <= %s, FALSE)))"""
"""Each along an index of its own."""
_UNSIGNED: Final = """
SELECT {what} FROM feedback_unsigned o{words} WHERE o.organisation_id = %s AND o.given_on IS NOT NULL
   AND (o.person_id = %s OR o.team_id IN ({teams})) AND {mine}"""
_WORDS: Final = " LEFT JOIN {table} w ON w.feedback_id = o.feedback_id AND w.number = 1"
_COLUMNS: Final = "o.feedback_id, {author}, o.person_id, o.team_id, o.stage, o.given_on, o.due_on, {words}"


def _awaited(viewer: Viewer, today: date, what: tuple[str, str], words: tuple[str, str]) -> sql.Statement:
    """Both kinds in one statement. what, words: of signed ones, and of those without a name."""
    teams = sql.marks(viewer.teams)
    signed, unsigned = (
        statement.format(what=columns, words=beside, teams=teams, mine=_MINE)
        for statement, columns, beside in zip((_SIGNED, _UNSIGNED), what, words, strict=True)
    )
    ours, me, mine = sql.put_id(viewer.organisation), sql.put_id(viewer.person), sql.put_ids(viewer.teams)
    values = [ours, me, today, ours, *mine, me, today, ours, me, today, ours, me, *mine, today]
    return f"{signed} UNION ALL {unsigned} LIMIT %s", [*values, MOST]


def number_awaited(*, viewer: Viewer, at: datetime) -> sql.Statement:
    statement, values = _awaited(viewer, day_of(at, viewer.zone), ("1", "1"), ("", ""))
    return f"SELECT COUNT(*) FROM ({statement}) AS feedback", values


def awaited(*, viewer: Viewer, at: datetime) -> tuple[Waits, ...]:
    """With what was said."""
    nobody = "CAST(NULL AS uuid)" if sql.is_postgresql() else "NULL"
    what = (
        _COLUMNS.format(author="o.author_id", words="CAST(w.words AS text)"),
        _COLUMNS.format(author=nobody, words="CAST(w.words AS text)"),
    )
    words = (
        _WORDS.format(table="feedback_words"),
        (_WORDS.format(table="feedback_said") + " AND w.organisation_id = o.organisation_id"),
    )
    found = sql.rows(*_awaited(viewer, day_of(at, viewer.zone), what, words))
    return tuple(_waits(row, viewer) for row in found)


def _waits(row: tuple[Any, ...], viewer: Viewer) -> Waits:
    id_, author, person, team, stage, given_on, due_on, words = row
    by, given = sql.take_id_or_none(author), date.fromisoformat(str(given_on))
    is_mine = by == viewer.person
    return Waits(
        kind="feedback",
        id=sql.take_id(id_),
        address=f"/feedback/{sql.take_id(id_)}",
        person=sql.take_id_or_none(person) if is_mine else by,
        team=sql.take_id_or_none(team),
        title=str(json.loads(words)["text"]) if words else "",
        state=stage,
        since=datetime.combine(given, time(), UTC),
        on=sql.take_day_or_none(due_on) if stage in DATED else None,
        side="b" if is_mine else "a",
    )
