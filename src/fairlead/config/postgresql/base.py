"""Django's backend for PostgreSQL with moments read in C.

The file's name is Django's. What may not live here: anything about promises."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.backends.postgresql import base as django_postgresql
from psycopg.adapt import AdaptersMap
from psycopg.types.datetime import TimestamptzLoader


@cache
def _in_c(adapters: AdaptersMap) -> AdaptersMap:
    """Django's, which it makes once, but for moments."""
    found = AdaptersMap(adapters)
    found.register_loader("timestamptz", TimestamptzLoader)  # psycopg puts its own C in this place
    return found


class DatabaseWrapper(django_postgresql.DatabaseWrapper):
    """A list of fifty rows holds a hundred and fifty moments: reading one in Python takes ten times as long."""

    def get_connection_params(self) -> dict[str, Any]:
        """Also asked for with each connection the pool already has."""
        found: dict[str, Any] = super().get_connection_params()
        return {**found, "context": _in_c(found["context"])}

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001  Django's signature
        """The pool's connections come as they are wanted; setting it again is a lock and a look at the server's state."""
        if self.connection.autocommit != autocommit:
            super()._set_autocommit(autocommit)  # type: ignore[misc]

    def create_cursor(self, name: str | None = None) -> Any:
        """As Django does with server-side binding; without asking the loader of moments for its zone, which is UTC."""
        connection = self.connection
        if name:
            return connection.cursor(name, scrollable=False, withhold=connection.autocommit)
        return connection.cursor()
