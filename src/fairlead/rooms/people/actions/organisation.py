"""The organisation's own name, week and holidays. What may not: its people and teams."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from fairlead.core.names import plain_name
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.people import fields
from fairlead.rooms.people.models import Holiday, Organisation
from fairlead.rooms.people.rights import administrator

MOST = 500


def rename_organisation(*, name: str, by: Viewer) -> None:
    administrator(by)
    Organisation.objects.filter(id=by.organisation).update(name=plain_name(name))


def set_working_days(*, days: Iterable[int], by: Viewer) -> None:
    """0 is Monday."""
    administrator(by)
    Organisation.objects.filter(id=by.organisation).update(working_days=fields.weekdays(days))


def set_concerns_to(*, text: str, by: Viewer) -> None:
    """Who is there for what is no matter of work between two. Empty takes it away."""
    administrator(by)
    Organisation.objects.filter(id=by.organisation).update(concerns_to=fields.contact(text))


def set_mirror(*, is_on: bool, by: Viewer) -> None:
    """Switch the listening mirror on or off for everybody. What somebody kept stays theirs, to read and to delete."""
    administrator(by)
    Organisation.objects.filter(id=by.organisation).update(has_mirror=is_on)


@transaction.atomic
def add_holiday(*, on: date, by: Viewer, name: str = "") -> UUID:
    """A day already there takes the new name."""
    administrator(by)
    called = plain_name(name, field="called") if name.strip() else ""
    if not 2000 <= on.year <= 2200:
        raise Refusal("bad_field", field="on")
    if Holiday.objects.filter(organisation_id=by.organisation).count() >= MOST:
        raise Refusal("too_many", field="on")
    row, _is_new = Holiday.objects.update_or_create(
        organisation_id=by.organisation, on=on, defaults={"name": called}
    )
    return row.id


def remove_holiday(holiday: UUID, *, by: Viewer) -> None:
    administrator(by)
    if not Holiday.objects.filter(id=holiday, organisation_id=by.organisation).delete()[0]:
        raise Refusal("not_found")
