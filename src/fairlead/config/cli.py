"""The command `fairlead`: what runs the installation, and what each room's cli.py brings.

What may not live here: commands about promises or people; those are in the rooms."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from fairlead.config import environment
from fairlead.core.refusals import Refusal
from fairlead.doors.cli.kit import Local
from fairlead.doors.cli.words import _, choose, language, speak


class Rooms(click.Group):
    """Reads the rooms' commands when one is looked for, so that --help of one costs no more than it must."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        _collect(self)
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        if found is None:
            _collect(self, over_the_api=True, wanted=cmd_name)
            found = super().get_command(ctx, cmd_name)
        if found is None:
            _collect(self)
            found = super().get_command(ctx, cmd_name)
        if isinstance(found, Local):
            _set_up()
        if found is not None:
            speak(found)
        return found


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    from django.apps import apps
    from django.utils import translation

    if not apps.ready:  # a second time would give the log a stream that may be gone by then
        django.setup()

    translation.activate(language())


def _collect(group: click.Group, *, over_the_api: bool = False, wanted: str = "") -> None:
    """over_the_api: only of rooms whose commands speak to a server. They need no installation here, and get none.
    wanted: no further than the room that brings this one."""
    from fairlead.config.rooms import OVER_THE_API, ROOMS, brought

    if not over_the_api:
        _set_up()
    for _room, commands in brought("cli", "commands", rooms=OVER_THE_API if over_the_api else ROOMS):
        for command in commands:
            group.add_command(command)
        if wanted in group.commands:
            return


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="fairlead", message="%(package)s %(version)s")
@click.pass_context
def fairlead(context: click.Context) -> None:
    """Promises two people make, change honestly and check together.

    Example: fairlead run
    """
    if context.obj is None:
        told = {"url": environment.URL(), "token": environment.TOKEN(), "file": environment.CLIENT()}
        context.obj = {**told, "set_up": _set_up}


@fairlead.command()
@click.option(
    "--host", default=None, help="Network address to listen on. Default: FAIRLEAD_HOST or 127.0.0.1."
)
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="Default: FAIRLEAD_PORT or 8000.")
@click.option("--workers", type=click.IntRange(1, 64), default=None, help="Default: FAIRLEAD_WORKERS or 2.")
@click.option("--no-worker", is_flag=True, help="Leave the background work to `fairlead worker` elsewhere.")
@click.option("--reload", is_flag=True, help="Start again when a file of the program changes.")
def run(host: str | None, port: int | None, workers: int | None, **flags: bool) -> None:
    """Migrate, serve, and do the background work.

    Example: fairlead run --port 8000
    """
    from fairlead.config import server

    server.run(
        host=host or environment.HOST(),
        port=environment.PORT() if port is None else port,
        workers=workers or environment.WORKERS(),
        has_worker=not flags["no_worker"],
        is_reloading=flags["reload"],
    )


@fairlead.command()
def worker() -> None:
    """Do the background work only: for installations on several machines.

    Example: fairlead worker
    """
    from fairlead.config import worker as background

    _set_up()
    background.work_until_told_to_stop()


@fairlead.command()
def migrate() -> None:
    """Bring the database to the shape of this version. Safe to repeat; `fairlead run` does it, too.

    Example: fairlead migrate
    """
    from django.core.management import call_command

    _set_up()
    call_command("migrate", interactive=False, verbosity=1)


@fairlead.command()
@click.option("--deploy", is_flag=True, help="Also look at what matters only on a server others can reach.")
def check(*, deploy: bool) -> None:
    """Look at settings and database, and say what is not right.

    Example: fairlead check --deploy
    """
    from fairlead.config import checks

    _set_up()
    problems = checks.problems(is_deployed=deploy)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)
    click.echo(_("All is well."))


def _said(refusal: Refusal) -> str:
    from fairlead.doors.refusing import sentence

    return f"{refusal.field}: {sentence(refusal)}" if refusal.field else sentence(refusal)


def main(arguments: list[str] | None = None) -> Any:
    """The console script. Exit code 0 done, 1 refused (one clear line on stderr), 2 usage."""
    choose(environment.terminal_language())
    speak(fairlead)
    try:
        return fairlead.main(args=arguments, prog_name="fairlead")
    except environment.BadSetting as problem:
        click.echo(f"fairlead: {problem}", err=True)
        sys.exit(1)
    except Refusal as refusal:
        click.echo(f"fairlead: {_said(refusal)}", err=True)
        sys.exit(1)
    except _of_the_database() as problem:
        told = _("The database is not ready (%(why)s). A new one begins with `fairlead migrate`.")
        click.echo(f"fairlead: {told % {'why': str(problem).split(chr(10))[0]}}", err=True)
        sys.exit(1)


def _of_the_database() -> tuple[type[Exception], ...]:
    """None where no database was loaded: commands over the API never do."""
    if "django.db" not in sys.modules:
        return ()
    from django.db import InterfaceError, OperationalError, ProgrammingError

    return InterfaceError, OperationalError, ProgrammingError
