"""Giving the installation a new key: it is added, wraps everybody's key anew, and only then the old ones go.

Killed between any two steps, everything opens as before, and doing it again finishes it. What may not live here:
what the keys seal (private.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.conf import settings

from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.people import key_file
from fairlead.rooms.people.key_file import InstallationKey
from fairlead.rooms.people.models import PersonKey
from fairlead.rooms.people.private import one_at_a_time, unwrap, wrap

BATCH: Final = 200


def rotate_keys() -> tuple[int, Path]:
    """How many people's keys are wrapped anew, and the file that has the new key.

    Refuses unavailable when the file lacks a key that is in use, or cannot be written."""
    file: Path = settings.KEY_FILE
    with key_file.held(file):
        new = _added(file)
        count = 0
        while done := sql.with_retries(lambda: _wrapped_anew(new)):
            count += done
        sql.with_retries(lambda: _alone(file, new))
    return count, file


def _added(file: Path) -> InstallationKey:
    """A new key behind the old ones. From now on whoever makes a key wraps it with this one."""
    keys = key_file.keys_in(file)
    if not keys and PersonKey.objects.exists():
        raise Refusal("unavailable", field=key_file.FIELD)
    new = key_file.new_key()
    key_file.replace(file, (*keys, new))
    return new


def _wrapped_anew(new: InstallationKey) -> int:
    with sql.one_transaction():
        one_at_a_time()
        rows = list(
            PersonKey.objects.select_for_update().exclude(key_id=new.id).order_by("person_id")[:BATCH]
        )
        for row in rows:
            key = unwrap(row)
            if key is None:
                raise Refusal("unavailable", field=key_file.FIELD)
            PersonKey.objects.filter(person_id=row.person_id).update(
                **wrap(key, person=row.person_id, by=new)
            )
    return len(rows)


def _alone(file: Path, new: InstallationKey) -> None:
    """The old keys go, while nobody can be wrapping with one of them."""
    with sql.one_transaction():
        one_at_a_time()
        if PersonKey.objects.exclude(key_id=new.id).exists():
            raise Refusal(
                "busy"
            )  # somebody else's program still wraps with an old key: nothing is taken away
        key_file.replace(file, (new,))
