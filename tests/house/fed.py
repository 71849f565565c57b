"""Feedback in which every text is a canary: signed with and without leave, unsigned told and not told yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from fairlead.core.policy import Viewer
from fairlead.rooms.feedback.actions.give import give_feedback
from fairlead.rooms.feedback.actions.move import move_feedback
from fairlead.rooms.feedback.actions.telling import tell_unsigned
from fairlead.rooms.feedback.actions.unsigned import say_without_a_name
from fairlead.rooms.feedback.queries.lists import feedback_page
from tests.rooms.feedback.tickets import said, ticket_of

PARTIES = frozenset({"alice", "dan", "alice by token", "dan by token"})
TEAM = PARTIES | {"olga", "ada", "olga by token"}
Canary = Callable[[str, frozenset[str]], str]


def fed(canary: Canary, alice: Viewer, dan: Viewer, here: list[Viewer], *, at: datetime) -> list[str]:
    """Signed from Alice to Dan, with and without leave; and without a name, by one of those here to Dan."""
    recipient = frozenset({"dan", "dan by token"})
    given = []
    for leave, team in (("yes", TEAM), ("no", PARTIES)):
        facts = {"about": "way_of_working", "text": canary("given", PARTIES), "leave": leave}
        given.append(give_feedback(viewer=alice, to=str(dan.person), facts=facts, at=at).id)
        _answered(canary, dan, given[-1], PARTIES, team, at, author=alice)
    tickets = [ticket_of(one, at=at) for one in here]
    tell_unsigned(at=at - timedelta(days=1))
    say_without_a_name(facts=said(dan.person, canary("unsigned", recipient), **tickets[0]), at=at)
    tell_unsigned(at=at)
    page = feedback_page(viewer=dan, at=at, place="waiting")
    [unsigned] = [one.id for one in page.rows if not one.is_signed]
    _answered(canary, dan, unsigned, recipient, TEAM, at + timedelta(days=8))
    say_without_a_name(facts=said(dan.person, canary("untold", frozenset()), **tickets[1]), at=at)
    return [str(one) for one in (*given, unsigned)]


def _answered(
    canary: Canary,
    dan: Viewer,
    feedback: Any,
    who: frozenset[str],
    team: frozenset[str],
    at: datetime,
    *,
    author: Viewer | None = None,
) -> None:
    """Said back, and decided; the team reads the decision where it may."""
    heard = at - timedelta(days=8) if author is None else at
    text = {"text": canary("heard", who)}
    move_feedback(viewer=dan, feedback=feedback, act="hear", facts=text, at=heard)
    if author is not None:
        missing = {"answer": "yes", "text": canary("confirmed", who)}
        move_feedback(viewer=author, feedback=feedback, act="confirm", facts=missing, at=at)
    decision = {"decision": "will", "date": "2026-12-24", "text": canary("decided", team)}
    move_feedback(viewer=dan, feedback=feedback, act="decide", facts=decision, at=at)
