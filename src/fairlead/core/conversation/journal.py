"""What is kept of a conversation: one line a step; and what the lines fold to (fold.py).

A step holds dates, numbers and ids; its words lie beside the journal and can be erased. What somebody
writes alone is a Note and never in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from fairlead.core.conversation import agenda
from fairlead.core.conversation.agenda import Role
from fairlead.core.journal import Line
from fairlead.core.leave import LEAVE_DAYS
from fairlead.core.promise.rules import other


class Step(Line):
    """One line of a conversation's journal. number: never shown. version: what the two count, 0 before the
    invitation. words: what was written and chosen."""

    __slots__ = ()
    OF = "conversation"


@dataclass(frozen=True, slots=True)
class Note:
    """What one of the two writes alone; the last to a prompt holds. Kept sealed, under the author's key."""

    conversation: UUID
    by: UUID
    prompt: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A step with where it was said, and whether the other may read it by now. That never ends."""

    step: Step
    role: Role
    where: str
    visit: int
    is_revealed: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What lies on the table in step agree. version: of the step that put it there; answers: points."""

    version: int
    by: Role
    look_again_on: date
    answers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the journal of one conversation folds to."""

    id: UUID
    promise: UUID | None
    """None: about something that was never asked"""
    asker: UUID
    doer: UUID
    opener: Role
    conditions: int
    """of the agreed standard"""
    step: str = "prepare"
    number: int = 1
    version: int = 0
    visit: int = 1
    """steps entered so far"""
    done: frozenset[tuple[Role, str]] = frozenset()
    """what was said since this step was entered"""
    ever: frozenset[tuple[Role, str]] = frozenset()
    """what was said at any time"""
    said: tuple[Said, ...] = ()
    ended: str | None = None
    mode: str | None = None
    paused_until: date | None = None
    answer_on: date | None = None
    """another time, as the invited one said"""
    picture: Literal["same", "two"] | None = None
    rounds: int = 0
    """read-backs that were not quite it"""
    is_heard: bool = False
    """the gate: the doer said yes to a read-back, or both chose to talk in person. Never shut again"""
    questions: int = 0
    unanswered: frozenset[int] = frozenset()
    """numbers of questions"""
    points: int = 0
    answered: frozenset[int] = frozenset()
    """numbers of points *about how we work* that have their answer"""
    offered: frozenset[int] = frozenset()
    """points the asker answered with *nothing to change*; it holds when both say so"""
    proposal: Proposal | None = None
    agreement: Proposal | None = None
    """what both agreed to last"""
    facilitator: tuple[UUID, datetime] | None = None
    """with both their leave, since then"""
    suggested: tuple[UUID, Role] | None = None
    """a facilitator one of them would like"""

    @property
    def is_joined(self) -> bool:
        return self.step not in ("prepare", "open") or (other(self.opener), "join") in self.ever

    @property
    def waiting_points(self) -> frozenset[int]:
        return frozenset(range(1, self.points + 1)) - self.answered

    @property
    def step_before(self) -> str | None:
        """The step that `step_back` leads to; nobody goes back to being alone."""
        place = agenda.STEPS.index(self.step)
        skips = self.step == "listen" and not self.has_gap
        return agenda.STEPS[place - 1 - skips] if place > 1 else None

    @property
    def has_gap(self) -> bool:
        """Whether there was one shared standard that could be open."""
        return self.promise is not None and self.picture == "same"

    def person(self, role: Role) -> UUID:
        return self.asker if role == "asker" else self.doer

    def role(self, person: UUID) -> Role | None:
        """The role of a party, who before the invitation is the opener alone; None for everybody else."""
        role: Role | None = "asker" if person == self.asker else "doer" if person == self.doer else None
        return None if self.version == 0 and role != self.opener else role

    def facilitates(self, at: datetime) -> UUID | None:
        """Who may read along now."""
        ends_at = self.leave_ends_at
        return self.facilitator[0] if self.facilitator and ends_at and at < ends_at else None

    @property
    def leave_ends_at(self) -> datetime | None:
        return self.facilitator[1] + timedelta(days=LEAVE_DAYS) if self.facilitator else None
