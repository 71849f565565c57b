"""A conversation played through alone: the law itself, with somebody made up on the other side, and nothing kept.

What lives here: what the other does, step by step, and making it all anew from one's own moves. What may not: their
words (handed in), pages, any store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation.fold import apply
from fairlead.core.conversation.journal import Conversation, Step
from fairlead.core.conversation.talk import Opening, decide, open_acts, open_conversation, waiting_for

YOU: Final = UUID(int=1)
OTHER: Final = UUID(int=2)
_HERE: Final = UUID(int=3)
_PROMISE: Final = UUID(int=4)
POINTS: Final = 2
"""of what done means in the made-up promise"""

Move = tuple[str, Mapping[str, Any]]

MINE: Final[Mapping[str, tuple[str, ...]]] = {
    "prepare": ("invite",),
    "restore": ("state_picture", "same_picture", "two_pictures"),
    "gap": ("state_gap",),
    "listen": ("read_back", "ask_question"),
    "own_part": ("own_part", "give_account"),
    "causes": ("give_causes",),
    "repair": ("nothing_owed", "name_repair"),
    "agree": ("propose_agreement",),
    "close": ("accept_summary",),
}
"""What is played of each step by who asked; the real conversation offers more."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the other says. lacking: what they miss in the first read-back, unless it has one of `keys` in it."""

    picture: str
    account: str
    point: str
    answer: str
    lacking: str
    keys: tuple[str, ...]


def begun(*, at: datetime) -> Conversation:
    opening = Opening(_HERE, YOU, OTHER, "asker", promise=_PROMISE, stage="PROMISED", conditions=POINTS)
    return apply(None, open_conversation(opening, at=at))


def played(moves: Iterable[Move], words: Words, *, at: datetime, zone: str) -> Conversation:
    """What one's own moves make, each answered by the other as far as their word is awaited. Refuses as the law does."""
    here = begun(at=at)
    for move in moves:
        here = _moved(here, YOU, move, at, zone)
        while OTHER in waiting_for(here, at=at, zone=zone) and (reply := _reply(here, words, at, zone)):
            here = _moved(here, OTHER, reply, at, zone)
    return here


def _moved(here: Conversation, by: UUID, move: Move, at: datetime, zone: str) -> Conversation:
    act, facts = move
    step = decide(here, by=by, act=act, version=here.version, facts=facts, at=at, zone=zone)
    return apply(here, step) if isinstance(step, Step) else here


def open_to_me(here: Conversation, *, at: datetime, zone: str) -> tuple[str, ...]:
    """What there is to do now, in the order in which it is offered; each once, but for questions and read-backs."""
    there = {one.act for one in open_acts(here, by=YOU, at=at, zone=zone)}
    done = {act for role, act in here.done if role == "asker"} - {"ask_question", "read_back"}
    found = tuple(act for act in MINE.get(here.step, ()) if act in there and act not in done)
    return (
        found[:1]
        if here.step in ("restore", "own_part") and found[0] in ("state_picture", "own_part")
        else found
    )


# ------------------------------------------------------------------ the other


def _reply(here: Conversation, words: Words, at: datetime, zone: str) -> Move | None:
    """The first of what they would say at this step that is open to them."""
    there = {one.act for one in open_acts(here, by=OTHER, at=at, zone=zone)}
    said = {act for role, act in here.done if role == "doer"} - {"answer_question", "confirm_read_back"}
    made = _THEIRS[here.step](here, words) if here.step in _THEIRS else ()
    return next((move for move in made if move[0] in there and move[0] not in said), None)


def _compare(here: Conversation, words: Words) -> tuple[Move, ...]:
    """They see it as you do: the same picture, or two."""
    is_two = ("asker", "two_pictures") in here.done
    facts = {"text": words.picture, "was_a_yes": True}
    return ("state_picture", facts), ("two_pictures" if is_two else "same_picture", {})


def _listen(here: Conversation, words: Words) -> tuple[Move, ...]:
    account = ("give_account", {"text": words.account, "points": [words.point]})
    if ("doer", "give_account") not in here.ever:
        return (account,)
    question = ("answer_question", {"question": min(here.unanswered, default=0), "text": words.answer})
    return question, ("confirm_read_back", _heard(here, words))


def _heard(here: Conversation, words: Words) -> Mapping[str, Any]:
    read_back = next((said.step for said in reversed(here.said) if said.step.act == "read_back"), None)
    text = str((read_back.words or {}).get("text", "")).casefold() if read_back else ""
    if here.rounds or any(key in text for key in words.keys):
        return {"answer": "yes"}
    return {"answer": "partly", "text": words.lacking}


_THEIRS: Final[Mapping[str, Callable[[Conversation, Words], tuple[Move, ...]]]] = {
    "open": lambda _here, _words: (("join", {}),),
    "restore": _compare,
    "gap": lambda _here, _words: (("confirm_gap", {}),),
    "listen": _listen,
    "causes": lambda _here, _words: (("give_causes", {"codes": ["CAPACITY_UNCHECKED", "LATE_WARNING"]}),),
    "repair": lambda _here, _words: (("nothing_owed", {}),),
    "agree": lambda here, _words: (("agree_to_it", {"version": here.version}),),
    "close": lambda _here, _words: (("accept_summary", {}),),
}
