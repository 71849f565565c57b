"""Letting the team see the outline of a promise: it counts when both say so, and either takes it back alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.promises.models import Sharing
from fairlead.rooms.promises.queries.show import PromiseShown, mine_or_none, show


def share_with_team(*, viewer: Viewer, promise: UUID, team: bool, at: datetime) -> PromiseShown:
    """Say yes or no to showing it. Refusal bad_field `team` when the promise belongs to none."""
    found = mine_or_none(promise, viewer)
    belongs_to = found.first.data.get("team")
    if team and belongs_to is None:
        raise Refusal("bad_field", field="team", why="none")

    def once() -> None:
        with sql.one_transaction():
            if team:
                Sharing.objects.get_or_create(
                    promise_id=promise,
                    person_id=viewer.person,
                    defaults={"organisation_id": viewer.organisation, "team_id": UUID(belongs_to)},
                )
            else:
                Sharing.objects.filter(promise_id=promise, person_id=viewer.person).delete()

    sql.with_retries(once)
    return show(viewer=viewer, promise=promise, at=at)
