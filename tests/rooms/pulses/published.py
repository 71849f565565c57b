"""Waves as they lie after their close, without anybody having answered: from what was told, by the close's own drawing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from fairlead.core.pulse.disclosure import Release as Told
from fairlead.core.pulse.disclosure import Score, manifest, read
from fairlead.core.pulse.items import asked_in, instrument
from fairlead.rooms.pulses.actions.picture import zone_and_drawing
from fairlead.rooms.pulses.models import Comments, ParentRelease, Release, Wave
from tests.rooms.pulses.waves import Crew

FIRST = date(2026, 8, 3)


def told(safe: Score | int, matter: Score | int, **more: Any) -> Told:
    """Eight and more answered, unless it is said otherwise."""
    values: dict[str, Any] = {
        "respondents": "8-11",
        "participation": "75-89",
        "items": {},
        "comments": (),
        "withheld": ("items", "comments"),
        "is_changed": False,
        "has_arrow": True,
        "alike": {},
    } | more
    both = [one if isinstance(one, Score) else Score(one) for one in (safe, matter)]
    return Told(safe=both[0], matter=both[1], **values)


def wave(organisation: UUID, team: UUID, *, state: str, opens_on: date | None = None) -> Wave:
    """The team's next one, four weeks after the last."""
    number = Wave.objects.filter(team_id=team).count() + 1
    opened = opens_on or FIRST + timedelta(weeks=4 * (number - 1))
    return Wave.objects.create(
        id=uuid4(),
        organisation_id=organisation,
        team_id=team,
        number=number,
        opens_on=opened,
        closes_on=opened + timedelta(days=7),
        closes_at=datetime.combine(opened + timedelta(days=7), time(9), UTC),
        instrument="fairlead-pulse 1",
        items=list(asked_in(instrument(), number)),
        token_modulus=b"\xff" * 256,
        token_exponent=65537,
        seal_key={"kty": "EC", "crv": "P-256", "x": "", "y": ""},
        state=state,
        is_swept=state != "open",
    )


def published(row: Wave, shown: Told | None = None) -> None:
    """This wave's result, as a close leaves it: eight and more lean to strain, unless it is said otherwise."""
    shown = shown or told(
        45, Score(90, "high"), comments=("Nobody answers an early word.",), withheld=("items",)
    )
    order = list(Wave.objects.filter(team_id=row.team_id).order_by("number").values_list("id", flat=True))
    there = sorted(Release.objects.filter(team_id=row.team_id), key=lambda one: order.index(one.wave_id))
    before = [read({**one.manifest, "comments": []}, is_changed=one.is_changed) for one in there]
    zone, drawing = zone_and_drawing(shown, before)
    whole = manifest(shown, zone=zone, spent=["0" * 64])
    comments = whole.pop("comments")
    ids: dict[str, Any] = {"wave_id": row.id, "organisation_id": row.organisation_id}
    Release.objects.create(
        **ids, team_id=row.team_id, manifest=whole, is_changed=shown.is_changed, drawing=drawing
    )
    if comments:
        Comments.objects.create(**ids, told=comments)
    Wave.objects.filter(id=row.id).update(state="closed", is_swept=True)


def publish(organisation: UUID, team: UUID, shown: Told) -> UUID:
    row = wave(organisation, team, state="closed")
    published(row, shown)
    return row.id


def publish_together(organisation: UUID, team: UUID, shown: Told, *, teams: int = 3) -> None:
    """Of so many teams below this one."""
    rows = list(ParentRelease.objects.filter(team_id=team).order_by("closes_on"))
    before = [read(row.manifest, is_changed=row.is_changed) for row in rows]
    zone, drawing = zone_and_drawing(shown, before)
    opened = FIRST + timedelta(weeks=4 * len(rows))
    ParentRelease.objects.create(
        id=uuid4(),
        organisation_id=organisation,
        team_id=team,
        opens_on=opened,
        closes_on=opened + timedelta(days=7),
        teams=teams,
        waves=[],
        manifest=manifest(shown, zone=zone, spent=()),
        is_changed=shown.is_changed,
        drawing=drawing,
    )


def shown_in(crew: Crew, *waves: Told) -> UUID:
    """One after the other; the last one's id."""
    return [publish(crew.alice.organisation, crew.team, one) for one in waves][-1]
