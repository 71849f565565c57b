"""Making the whole search index anew from the words that are there. What may not live here: folding (searching.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from django.db import connection

from fairlead.doors import sql
from fairlead.rooms.promises.searching import party_mark, search_words

BATCH: Final = 1000
_WORDS: Final = """
SELECT w.promise_id, w.number, w.words, s.asker_id, s.doer_id
  FROM promises_words w JOIN promises_standing s ON s.promise_id = w.promise_id{beyond}
 ORDER BY w.promise_id, w.number LIMIT %s"""
_INSERT: Final = "INSERT INTO promises_search (promise_id, number, found) VALUES (%s, %s, %s)"


def index_anew() -> int:
    """How many moves can be found by their words. The caller owns the transaction."""
    count = 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM promises_search")
        for lines in _batches():
            count += len(lines)
            if sql.is_postgresql():
                with cursor.copy("COPY promises_search (promise_id, number, found) FROM STDIN") as copy:
                    for line in lines:
                        copy.write_row(line)
            else:
                cursor.executemany(_INSERT, lines)
    return count


def _batches() -> Iterator[list[tuple[Any, ...]]]:
    last: list[Any] = []
    while True:
        beyond = " WHERE (w.promise_id, w.number) > (%s, %s)" if last else ""
        found = sql.rows(_WORDS.format(beyond=beyond), [*last, BATCH])
        if not found:
            return
        last = list(found[-1][:2])
        yield [_line(*row) for row in found if json.loads(row[2])]


def _line(promise: Any, number: int, words: str, asker: Any, doer: Any) -> tuple[Any, ...]:
    marks = [party_mark(sql.take_id(asker)), party_mark(sql.take_id(doer))]
    line = [*marks, *search_words(json.loads(words))]
    found = " ".join(f"'{word}'" for word in line) if sql.is_postgresql() else " ".join(line)
    return promise, number, found
