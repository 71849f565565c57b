"""The world of the notices tests: the cast, a real mail server, and a worker that is told the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings

from fairlead.core.policy import Viewer
from fairlead.doors import sql
from fairlead.rooms.notices.models import Position
from fairlead.rooms.notices.worker import jobs
from tests.outside.mailbox import Mailbox, receiving
from tests.rooms.promises.world import NOW, World, the_world

DAY = timedelta(days=1)


@dataclass
class Post:
    """The worker and what has arrived. `work` does all there is to do at that moment."""

    world: World
    box: Mailbox

    def work(self, at: datetime) -> list[str]:
        """Addresses of the mails that arrived in this round."""
        before = len(self.box.mails)
        while sum(job(at=at) for job in jobs):
            pass
        return [str(mail["To"].addresses[0].addr_spec) for mail in self.box.mails[before:]]

    def text(self, number: int = -1) -> str:
        body = self.box.mails[number].get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def subject(self, number: int = -1) -> str:
        return str(self.box.mails[number]["Subject"])


def acts_told(world: World, at: datetime) -> None:
    """What the set-up did to people is told and out of the way."""
    from fairlead.rooms.people import actions, queries

    actions.mark_told([act.id for act in queries.untold_admin_acts()], at=at)


def begin_here() -> None:
    """PostgreSQL numbers on after a rolled-back test: what lies before is no gap to wait for."""
    kept = (
        ("promises", "promises_move"),
        ("conversations", "conversations_step"),
        ("agreements", "agreements_move"),
        ("feedback", "feedback_move"),
    )
    for journal, lines in kept:
        position = 0
        if sql.is_postgresql():
            ((last, is_called),) = sql.rows(f"SELECT last_value, is_called FROM {lines}_id_seq", [])
            position = last if is_called else 0
        Position.objects.create(journal=journal, position=position)


@pytest.fixture
def world(db: None) -> World:
    made = the_world()
    begin_here()
    acts_told(made, NOW)
    return made


@pytest.fixture
def post(world: World, settings: LazySettings) -> Iterator[Post]:
    with receiving() as box:
        settings.MAIL = box.server
        yield Post(world, box)


def settings_for(viewer: Viewer, **changes: object) -> None:
    from fairlead.rooms.notices.actions import save_settings
    from fairlead.rooms.notices.queries import NoticeSettings

    save_settings(by=viewer, chosen=NoticeSettings(**changes))  # type: ignore[arg-type]
