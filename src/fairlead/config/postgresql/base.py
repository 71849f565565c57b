"""Django's backend for PostgreSQL with moments read in C.

The file's name is Django's. What may not live here: anything about promises."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base as django_postgresql
from psycopg.adapt import AdaptersMap
from psycopg.types.datetime import TimestamptzLoader


class DatabaseWrapper(django_postgresql.DatabaseWrapper):
    """A list of fifty rows holds a hundred and fifty moments: reading one in Python takes ten times as long."""

    def get_connection_params(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_connection_params()
        adapters = AdaptersMap(found["context"])
        adapters.register_loader("timestamptz", TimestamptzLoader)  # psycopg puts its own C in this place
        return {**found, "context": adapters}

    def create_cursor(self, name: str | None = None) -> Any:
        """As Django does with server-side binding; without asking the loader of moments for its zone, which is UTC."""
        connection = self.connection
        if name:
            return connection.cursor(name, scrollable=False, withhold=connection.autocommit)
        return connection.cursor()
