"""Agreements in which every text is a canary: of two and of a team, shared and not shared, and what came out of one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fairlead.core.policy import Viewer
from fairlead.rooms.agreements.actions.citing import Origin, cite
from fairlead.rooms.agreements.actions.move_agreement import move_agreement
from fairlead.rooms.agreements.actions.open_agreement import Wanted, open_agreement
from fairlead.rooms.agreements.actions.sharing import share_agreement
from tests.house.fed import PARTIES, TEAM, Canary


def agreed(canary: Canary, two: tuple[Viewer, Viewer], team: Any, promise: Any, *, at: datetime) -> list[str]:
    """One that Dan sees a problem with; one of the team that a promise of the two came out of; one that both share."""
    alice, dan = two
    actions = [{"by": str(one.person), "text": canary("agreed", PARTIES)} for one in two]
    facts = {"actions": actions, "look_again_on": "2026-12-14"}
    made = open_agreement(viewer=alice, wanted=Wanted([str(dan.person)]), facts=facts, at=at)
    problem = {"text": canary("problem", PARTIES)}
    move_agreement(viewer=dan, agreement=made.id, act="see_problem", version=1, facts=problem, at=at)
    long_ago = at - timedelta(days=9)
    facts = {**facts, "actions": [{"by": None, "text": canary("rule", TEAM)}]}
    rule = open_agreement(viewer=alice, wanted=Wanted(team=str(team)), facts=facts, at=long_ago)
    move_agreement(viewer=dan, agreement=rule.id, act="agree", version=1, at=long_ago)
    cite(viewer=alice, promise=promise.id, origin=Origin("agreement", rule.id), at=at)
    return [str(made.id), str(rule.id), _shared(canary, alice, dan, at)]


def _shared(canary: Canary, alice: Viewer, dan: Viewer, at: datetime) -> str:
    """One of the two that both let the team read, and since then a change that they did not."""
    actions = [{"by": str(one.person), "text": canary("shared", TEAM)} for one in (alice, dan)]
    facts = {"actions": actions, "look_again_on": "2026-12-14"}
    made = open_agreement(viewer=alice, wanted=Wanted([str(dan.person)]), facts=facts, at=at)
    move_agreement(viewer=dan, agreement=made.id, act="agree", version=1, at=at)
    for one in (alice, dan):
        share_agreement(viewer=one, agreement=made.id, audience="team", is_wanted=True, at=at)
    later = {"actions": [{**one, "text": canary("later", PARTIES)} for one in actions]}
    move_agreement(viewer=dan, agreement=made.id, act="change", facts=later, at=at)
    return str(made.id)
