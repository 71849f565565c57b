"""`fairlead check`: what is not right with settings and database, each as one sentence.

What may not live here: repairing."""

from __future__ import annotations

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from fairlead.config import environment
from fairlead.doors.cli.words import _

OLDEST_POSTGRESQL = 150000


def problems(*, is_deployed: bool) -> list[str]:
    found = [str(message.msg) for message in checks.run_checks() if message.is_serious()]
    found += [
        _("%(name)s is no setting of this version") % {"name": name} for name in environment.strangers()
    ]
    found += database_problems()
    return found + (deployment_problems() if is_deployed else [])


def database_problems() -> list[str]:
    try:
        connection.ensure_connection()
        return _version_problems() + (_unapplied() or _key_problems())
    except DatabaseError as problem:
        return [_("The database does not answer: %(why)s") % {"why": str(problem).splitlines()[0]}]


def _version_problems() -> list[str]:
    if connection.vendor == "postgresql" and connection.connection.info.server_version < OLDEST_POSTGRESQL:
        return [_("PostgreSQL is older than version 15")]
    return []  # SQLite's settings were read back when the connection was made (sqlite/base.py)


def _unapplied() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    told = _("%(number)d migrations are not applied: run `fairlead migrate`")
    return [told % {"number": len(plan)}] if plan else []


def _key_problems() -> list[str]:
    from fairlead.rooms.people.private import trouble  # not at the top: models need settings that are set up

    told = {
        "missing": _("%(file)s is not there, and people’s drafts are sealed with its keys: put it back"),
        "unreadable": _("%(file)s cannot be read as a file of keys"),
        "other": _(
            "%(file)s lacks a key that people’s drafts are sealed with: is it another installation’s?"
        ),
    }
    found = trouble()
    return [told[found] % {"file": settings.KEY_FILE}] if found else []


def deployment_problems() -> list[str]:
    found = []
    if not settings.IS_HTTPS:
        found.append(_("FAIRLEAD_URL is not https: passwords and promises would travel readable"))
    if not settings.MAIL_IS_SET_UP:
        found.append(
            _("FAIRLEAD_SMTP_URL is not given: nobody is told by mail, and e-mailed codes cannot arrive")
        )
    return found
