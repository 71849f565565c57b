"""`fairlead run`: migrate, then serve pages and do the background work until told to stop.

What may not live here: anything a page or a job does."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import resource
import socket
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from fairlead.config import environment
from fairlead.config.children import end_with

THRESHOLD: Final = 10_000
SWITCH_SECONDS: Final = 0.0005
"""How long one thread may run while another waits to go on. With Python's 5 ms, who holds the writer's turn on
SQLite waits for a page to be written out before it can go on: a third of all moves."""
CONNECTIONS: Final = 4096
"""So many each process keeps open, asking or not. Granian's own limit (1024, shared by the processes) counts whoever is
connected: beyond it a page of a live conversation waits for its answer until another goes."""
BESIDES: Final = 256
"""files a process has open beside them"""
fork: Final = multiprocessing.get_context("fork")  # the program is loaded once, and its memory shared


def run(*, host: str, port: int, workers: int, has_worker: bool, is_reloading: bool) -> None:
    gc.disable()  # until the children begin: nothing that is loaded is garbage, and looking for some takes long
    port = _free_port(host, port)
    everywhere = {"0.0.0.0", "::"}  # noqa: S104 - only compared with
    shown = f"http://{'127.0.0.1' if host in everywhere else host}:{port}"
    if not os.environ.get("FAIRLEAD_URL") and not os.environ.get("FAIRLEAD_URL_FILE"):
        os.environ["FAIRLEAD_URL"] = shown
        if host in everywhere:
            click.echo(
                "Other machines are answered once FAIRLEAD_URL says what they call this one.", err=True
            )
    for name in environment.strangers():
        click.echo(f"{name} is no setting of this version: it does nothing", err=True)
    if is_reloading:
        _prepare_in_a_child(shown)  # what this process has loaded, no child would ever load anew
    else:
        _prepare(shown)
        _leave_to_the_children()
    keep_open(CONNECTIONS + BESIDES)
    background = Background() if has_worker else None
    _serve(host, port, workers=workers, background=background, is_reloading=is_reloading)


def keep_open(files: int) -> None:
    """As many as the machine lets us: many give a process 1024, unless it asks for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = files if hard == resource.RLIM_INFINITY else min(files, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _prepare(shown: str) -> None:
    _load()
    _migrate()
    _announce(shown)


def _prepare_in_a_child(shown: str) -> None:
    child = fork.Process(target=_prepare, args=(shown,))
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(1)


def _load() -> Callable[..., Any]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    from django.urls import get_resolver

    from fairlead.config.wsgi import application

    get_resolver().url_patterns  # noqa: B018 - load every page before the first is asked for
    return application


def _load_the_rest() -> None:
    """The API, while the first pages are already answered."""
    import_module("fairlead.config.api_urls")


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _announce(address: str) -> None:
    """Until somebody is here, with the one-time address that lets the first person in."""
    from fairlead.doors.addresses import public
    from fairlead.doors.clock import now
    from fairlead.rooms.people import actions

    click.echo(f"Fairlead is at {address}")
    link = actions.founding_link(at=now())
    if link is not None:
        click.echo(f"Sign in: {public(f'/welcome/{link.code}')}")
    sys.stdout.flush()


def _leave_to_the_children() -> None:
    """A connection must not cross a fork; what is loaded by now will not become garbage."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]
    gc.freeze()
    gc.set_threshold(THRESHOLD)


def _free_port(host: str, port: int) -> int:
    """Of 0 any. Granian shares a port with whoever has it: two installations would answer in turns."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            click.echo(f"fairlead: {host}, port {port} cannot be used: {problem.strerror}", err=True)
            sys.exit(1)
        return int(probe.getsockname()[1])


class Background:
    """The worker process, started again if it ends before it is told to."""

    def __init__(self) -> None:
        self._told = threading.Event()
        self._process: multiprocessing.process.BaseProcess | None = None

    def start(self) -> None:
        self._begin()
        threading.Thread(target=self._watch, daemon=True).start()

    def _begin(self) -> None:
        self._process = fork.Process(target=_work, args=(os.getpid(),), name="fairlead-worker", daemon=True)
        self._process.start()

    def _watch(self) -> None:
        while not self._told.is_set() and self._process is not None:
            self._process.join(1.0)
            if self._process.exitcode is not None and not self._told.wait(1.0):
                logging.getLogger("fairlead").warning("the background worker ended; starting it again")
                self._begin()

    def start_anew(self) -> None:
        """After a change of the program: the one who watches sees it end, and starts the next."""
        if self._process is not None:
            self._process.terminate()

    def stop(self) -> None:
        self._told.set()
        if self._process is not None:
            self._process.terminate()
            self._process.join(10)


def _work(parent: int) -> None:
    _load()
    gc.enable()
    from fairlead.config.worker import work_until_told_to_stop

    end_with(parent)
    work_until_told_to_stop()


def _serve(
    host: str,
    port: int,
    *,
    workers: int,
    background: Background | None,
    is_reloading: bool,
) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    server = Granian(
        "fairlead.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        blocking_threads=2,
        blocking_threads_idle_timeout=600,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        reload=is_reloading,
        reload_paths=[Path(__file__).resolve().parent.parent] if is_reloading else None,
    )
    if background is not None:
        server.on_startup(background.start)
        server.on_shutdown(background.stop)
        server.on_reload(background.start_anew)
    parent = os.getpid()
    server.serve(target_loader=lambda _target: _load_in_a_child(parent))


def _load_in_a_child(parent: int) -> Callable[..., Any]:
    end_with(parent)
    sys.setswitchinterval(SWITCH_SECONDS)
    application = _load()
    gc.enable()
    threading.Thread(target=_load_the_rest, daemon=True).start()
    return application
