"""From FAIRLEAD_DATABASE_URL to Django's description of a database.

What may not live here: what is done with it. SQLite's own settings are in sqlite/base.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from fairlead.config.environment import BadSetting


def described(url: str, *, data: Path, pool: int) -> dict[str, Any]:
    if not url:
        return sqlite(data / "fairlead.sqlite3")
    if urlsplit(url).scheme == "sqlite":
        return sqlite(_path_of(url))
    return postgresql(url, pool=pool)


def _path_of(url: str) -> Path:
    path = unquote(url.removeprefix("sqlite:").removeprefix("//").removeprefix("/"))
    if not path or path.startswith(":memory:"):
        raise BadSetting("FAIRLEAD_DATABASE_URL: a file, like sqlite:////var/lib/fairlead/fairlead.sqlite3")
    return Path(path).expanduser().absolute()


def sqlite(file: Path) -> dict[str, Any]:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        "ENGINE": "fairlead.config.sqlite",
        "NAME": str(file),
        "CONN_MAX_AGE": None,  # a connection is a file already open and settings already checked: keep it
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"},
    }


def postgresql(url: str, *, pool: int) -> dict[str, Any]:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    from fairlead.config.watched import Watched

    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError:
        raise BadSetting(
            "FAIRLEAD_DATABASE_URL: an address like postgresql://user:password@host/name"
        ) from None
    return {
        "ENGINE": "fairlead.config.postgresql",
        "NAME": parts.pop("dbname", "fairlead"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_HEALTH_CHECKS": True,  # a restarted server costs a round trip, not an error page
        "OPTIONS": {
            **parts,
            "server_side_binding": True,
            "prepare_threshold": 5,
            "application_name": parts.get("application_name", "fairlead"),
            "pool": {
                "min_size": 1,
                "max_size": pool,
                "timeout": 10,
                "name": "fairlead",
                "connection_class": Watched,
            },
        },
    }
