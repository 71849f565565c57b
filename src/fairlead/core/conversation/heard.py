"""What an agreement hears of the conversation it comes from: what both agreed there, and their looking again.

Each is one line of the agreement's journal that names the step it was said in, so that it is heard once. What may not
live here: when somebody listens (rooms/agreements)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from fairlead.core.conversation.agenda import Role
from fairlead.core.conversation.consent import Agreement, Move
from fairlead.core.conversation.journal import Conversation, Said, Step


@dataclass(frozen=True, slots=True)
class Heard:
    """Something both said. number: of the step that made it so. said: what was agreed, or one's look at it.

    about: the step in which what is looked at was agreed."""

    number: int
    at: datetime
    said: Step
    about: int | None = None


def agreement_of(conversation: UUID, step: int) -> UUID:
    """The id of the agreement that begins with this step: whoever hears it, and however often, it is one."""
    return uuid5(conversation, f"agreement {step}")


def heard(talk: Conversation) -> tuple[Heard, ...]:
    """Everything an agreement is to know, in the order in which both had said it."""
    return tuple(_walked(talk))


def _walked(talk: Conversation) -> Iterator[Heard]:
    proposed: Step | None = None
    about: int | None = None
    looks: dict[Role, Said] = {}
    visit = 0
    for said in talk.said:
        step = said.step
        if step.act == "propose_agreement":
            proposed = step
        elif step.act == "agree_to_it" and proposed is not None:
            about = step.number
            yield Heard(step.number, step.at, proposed)
        elif step.act == "look_again":
            looks = looks if said.visit == visit else {}
            looks[said.role], visit = said, said.visit
            if len(looks) == 2:  # both have: that leaves the step
                yield from (Heard(one.step.number, step.at, one.step, about) for one in looks.values())


def opens(here: Heard, *, talk: Conversation, zone: str) -> Move:
    """The first line of an agreement both have consented to: in force at once."""
    data = {
        **_agreed(here, talk),
        "team": False,
        "zone": zone,
        "conversation": str(talk.id),
    }
    by = here.said.by
    return Move(agreement_of(talk.id, here.number), 1, "propose", by, here.at, 1, data, _texts(here.said))


def follows(here: Heard, now: Agreement, *, talk: Conversation) -> Move | None:
    """The next line: a change both agreed to there, or the look of one of them. None: it is about what stands no more."""
    at, number = here.at, now.number + 1
    if here.about is None:
        data = _agreed(here, talk)
        return Move(now.id, number, "change", here.said.by, at, now.written + 1, data, _texts(here.said))
    standing = now.standing
    if standing is None or standing.step != here.about or here.said.by not in now.bound:
        return None
    data = {"verdict": here.said.data["verdict"], "step": here.number}
    return Move(now.id, number, "look_again", here.said.by, at, now.current.version, data, here.said.words)


def _agreed(here: Heard, talk: Conversation) -> dict[str, Any]:
    both = sorted(map(str, (talk.asker, talk.doer)))
    return {
        "parties": both,
        "agreed": both,
        "actions": here.said.data["actions"],
        "look_again_on": here.said.data["look_again_on"],
        "step": here.number,
    }


def _texts(said: Step) -> dict[str, Any] | None:
    return {"actions": list(said.words["actions"])} if said.words else None
