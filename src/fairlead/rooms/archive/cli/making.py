"""`fairlead demo`: a believable team in an empty installation. What may not: what is written or told (demo)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import click

from fairlead.doors.cli.bar import bar
from fairlead.doors.cli.kit import Local
from fairlead.doors.clock import now

if TYPE_CHECKING:
    from fairlead.rooms.archive.demo.crowd import Size
    from fairlead.rooms.archive.demo.team import Made

DAY: Final = click.DateTime(["%Y-%m-%d"])


@click.command(cls=Local)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed tells the same story.")
@click.option(
    "--people", type=click.IntRange(2, 100_000), default=12, show_default=True, help="How many there are."
)
@click.option(
    "--weeks", type=click.IntRange(2, 500), default=10, show_default=True, help="How far back it goes."
)
@click.option("--promises", type=click.IntRange(1), help="So many, by the bulk path: for measuring.")
@click.option("--today", type=DAY, help="The working day it plays on. Default: today.")
def demo(*, seed: int, people: int, weeks: int, promises: int | None, today: datetime | None) -> None:
    """Make a believable team with history, in an empty installation only.

    Prints one line a person: NAME <EMAIL> URL. The address signs in once, within a day.

    Example: fairlead demo --seed 7
    """
    from django.core.management import call_command

    from fairlead.rooms.archive.demo import cast, crowd, team
    from fairlead.rooms.archive.demo.working_time import working_day
    from fairlead.rooms.people.queries import is_founded

    call_command("migrate", interactive=False, verbosity=0)
    if is_founded():
        raise click.ClickException(
            "there are people here already: a demo goes into an empty installation only"
        )
    at = now()
    plays_on = today.date() if today else working_day(at, cast.ZONE)
    if promises is None:
        shown = team.make_team(people=people, weeks=weeks, seed=seed, today=plays_on, at=at)
    else:
        size = crowd.Size(people, promises, weeks)
        shown = _crowd(size, seed=seed, today=plays_on, at=at)
    for one in shown:
        click.echo(_line(one))


def _crowd(size: Size, *, seed: int, today: date, at: datetime) -> tuple[Made, ...]:
    from fairlead.rooms.archive.demo import crowd

    with bar(size.promises, "promises") as tick:
        shown, found = crowd.make_crowd(size, seed=seed, today=today, at=at, tick=tick)
    click.echo(
        f"{found.count} replayed: {found.differed} stand otherwise, {len(found.torn)} chains torn",
        err=True,
    )
    if found.differed or found.torn:
        raise click.ClickException("the world does not stand as its journal says")
    return shown


def _line(one: Made) -> str:
    from django.conf import settings

    return f"{one.name} <{one.email}> {settings.PUBLIC_URL}/sign-in/{one.code}"
