"""A connection to PostgreSQL that knows without asking whether the server has hung up.

Before each request the pool makes sure of a connection by an empty statement: a round trip, where a move makes
four. A server that ends says so on the line, so it is enough to see whether anything has come in."""

from __future__ import annotations

import select
from typing import Any

import psycopg


class Watched(psycopg.Connection[Any]):
    """Asks only when something has come in unasked, which is how a connection ends."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> psycopg.Cursor[Any]:
        if query == "" and self._is_quiet():
            return self.cursor()
        return super().execute(query, params, **options)

    def _is_quiet(self) -> bool:
        if self.closed:
            return False
        line = select.poll()
        line.register(self.pgconn.socket, select.POLLIN)
        return not line.poll(0)
