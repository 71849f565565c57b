"""What each may read of a conversation, now: the one function every door asks before it shows a word.

It first leaves out every line the viewer may not read, and only then puts the rest in order: what was
not revealed is in no part of the answer, in no form. What may not live here: sentences, queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, Literal
from uuid import UUID

from fairlead.core.conversation import agenda
from fairlead.core.conversation.agenda import Role
from fairlead.core.conversation.codes import Named
from fairlead.core.conversation.journal import Conversation, Proposal, Said

Viewer = Literal["asker", "doer", "facilitator", "coach"]
OUTSIDE: Final = ("facilitator", "coach")
"""Who reads along with both their leave: what both of them can read, and nothing else."""

_SILENT: Final = frozenset({"begin", "step_back", "resume"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line the viewer may read. version: as the two count. is_shared: the other can read it, too."""

    version: int
    where: str
    act: str
    role: Role
    by: UUID
    at: datetime
    text: str | None
    data: MappingProxyType[str, Any]
    words: MappingProxyType[str, Any]
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Question:
    number: int
    text: str | None
    answers: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What the asker heard; answer: yes, partly, no or None yet; lacking: what was not heard."""

    text: str | None
    answer: str | None
    lacking: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """One thing *about how we work*; answers: what was said to it, the last one last."""

    number: int
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Causes:
    role: Role
    codes: tuple[str, ...]
    own_words: str | None
    named: tuple[Named, ...] = ()
    """of the codes, those the team called by words of its own, as it did then"""


@dataclass(frozen=True, slots=True)
class Action:
    by: UUID
    text: str
    due: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What lies on the table, or is agreed: version is the step's that put it there."""

    version: int
    by: Role
    actions: tuple[Action, ...]
    look_again_on: date


@dataclass(frozen=True, slots=True)
class Shown:
    """What this viewer may read. Texts are None or "" where they were erased."""

    viewer: Viewer
    step: str
    version: int
    ended: str | None
    mode: str | None
    is_heard: bool
    purpose: str | None
    expectation: str | None
    lines: tuple[Entry, ...]
    pictures: tuple[Entry, ...]
    picture: str | None
    gap: tuple[Entry, ...]
    accounts: tuple[Entry, ...]
    points: tuple[Point, ...]
    questions: tuple[Question, ...]
    read_backs: tuple[ReadBack, ...]
    in_person: tuple[Entry, ...]
    own_part: tuple[Entry, ...]
    causes: tuple[Causes, ...]
    sentence: str | None
    sentence_in_both_names: bool
    repairs: tuple[Entry, ...]
    proposal: Offer | None
    agreement: Offer | None
    nothing_to_change: tuple[Entry, ...]
    statements: tuple[Entry, ...]
    looks: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    """everything above once more, in the order it was said"""


def viewer_of(conversation: Conversation, person: UUID, *, at: datetime) -> Viewer | None:
    """As whom this person reads the conversation now; None: for them there is none."""
    role = conversation.role(person)
    if role is not None:
        return role
    reads = conversation.version > 0 and conversation.facilitates(at) == person
    return "facilitator" if reads else None


def shown(conversation: Conversation, viewer: Viewer) -> Shown | None:
    """What this viewer may read at this state; None when it does not exist for them.

    A coach or facilitator has to have both their leave now: viewer_of says so, not this."""
    if conversation.version == 0 and viewer != conversation.opener:
        return None
    readable = [said for said in conversation.said if _may_read(said, viewer)]
    return _in_order(conversation, viewer, tuple(_entry(said) for said in readable))


def note_shown_again(conversation: Conversation, viewer: Viewer) -> int | None:
    """The prompt whose private note its author is shown again: what the asker believed beforehand."""
    return agenda.SET_ASIDE if viewer == "asker" and conversation.is_heard else None


def _may_read(said: Said, viewer: Viewer) -> bool:
    return said.is_revealed or said.role == viewer


def _entry(said: Said) -> Entry:
    step, words = said.step, dict(said.step.words or {})
    return Entry(
        version=step.version,
        where=said.where,
        act=step.act,
        role=said.role,
        by=step.by,
        at=step.at,
        text=words.get("text"),
        data=MappingProxyType(step.data),
        words=MappingProxyType(words),
        is_shared=said.is_revealed,
    )


def _by_act(entries: tuple[Entry, ...]) -> Callable[..., tuple[Entry, ...]]:
    """Those of some acts, in the order they were said."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.act, []).append(entry)

    def of(*acts: str) -> tuple[Entry, ...]:
        if len(acts) == 1:
            return tuple(found.get(acts[0], ()))
        return tuple(entry for entry in entries if entry.act in acts) if found.keys() & acts else ()

    return of


def _in_order(here: Conversation, viewer: Viewer, entries: tuple[Entry, ...]) -> Shown:
    of = _by_act(entries)
    sentence, in_both_names = _sentence(of("cause_sentence"))
    return Shown(
        viewer=viewer,
        step=here.step,
        version=here.version,
        ended=here.ended,
        mode=here.mode,
        is_heard=here.is_heard,
        purpose=_last(of("invite"), "purpose"),
        expectation=_last(of("begin"), "expectation"),
        lines=of("share_line"),
        pictures=of("state_picture"),
        picture=here.picture,
        gap=of("state_gap", "confirm_gap", "own_version"),
        accounts=of("give_account"),
        points=_points(of("give_account"), of("propose_agreement", "nothing_to_change")),
        questions=_questions(of("ask_question"), of("answer_question")),
        read_backs=_read_backs(of("read_back", "confirm_read_back")),
        in_person=of("talk_in_person"),
        own_part=of("own_part"),
        causes=tuple(map(_causes, of("give_causes"))),
        sentence=sentence,
        sentence_in_both_names=in_both_names,
        repairs=of("name_cost", "name_repair", "nothing_owed"),
        proposal=_offer(here.proposal, of("propose_agreement")),
        agreement=_offer(here.agreement, of("propose_agreement")),
        nothing_to_change=of("nothing_to_change"),
        statements=of("accept_summary", "own_statement"),
        looks=of("look_again"),
        entries=tuple(entry for entry in entries if entry.act not in _SILENT),
    )


def _last(entries: tuple[Entry, ...], word: str) -> str | None:
    return entries[-1].words.get(word) if entries else None


def _sentence(entries: tuple[Entry, ...]) -> tuple[str | None, bool]:
    """The last sentence about the cause, and whether both have said this very one."""
    if not entries:
        return None, False
    text = entries[-1].text
    return text, text is not None and text == in_both_names(entries)


def in_both_names(sentences: Iterable[Entry]) -> str | None:
    """The last sentence that both have said, however its words are spaced. One that only one of them proposes since then
    takes nothing away from it."""
    said_by: dict[str, set[Role]] = {}
    found = None
    for entry in sentences:
        if entry.text is not None:
            by = said_by.setdefault(" ".join(entry.text.split()), set())
            by.add(entry.role)
            found = entry.text if len(by) == 2 else found
    return found


def _questions(asked: tuple[Entry, ...], answered: tuple[Entry, ...]) -> tuple[Question, ...]:
    return tuple(
        Question(
            number, one.text, tuple(answer.text for answer in answered if answer.data["question"] == number)
        )
        for number, one in enumerate(asked, start=1)
    )


def _read_backs(entries: tuple[Entry, ...]) -> tuple[ReadBack, ...]:
    found: list[ReadBack] = []
    for entry in entries:
        if entry.act == "read_back":
            found.append(ReadBack(entry.text, None, None))
        else:
            found[-1] = ReadBack(found[-1].text, entry.data["answer"], entry.text)
    return tuple(found)


def _points(accounts: tuple[Entry, ...], answering: tuple[Entry, ...]) -> tuple[Point, ...]:
    texts: list[str] = []
    for account in accounts:
        texts += account.words.get("points") or [""] * account.data.get("points", 0)
    answers: dict[int, tuple[str, ...]] = {}
    for entry in answering:
        numbers = entry.data.get("answers", [])
        for number, text in zip(numbers, entry.words.get("answers") or [""] * len(numbers), strict=True):
            said = answers.get(number, ())
            answers[number] = (
                said if text in said[-1:] else (*said, text)
            )  # offered anew with the same answer
    return tuple(Point(number, text, answers.get(number, ())) for number, text in enumerate(texts, start=1))


def _causes(entry: Entry) -> Causes:
    words = entry.words
    named = tuple(Named(*one) for one in words.get("named", ()))
    return Causes(entry.role, tuple(words.get("codes", ())), words.get("own_words"), named)


def _offer(stands: Proposal | None, proposals: tuple[Entry, ...]) -> Offer | None:
    entry = next((one for one in proposals if stands is not None and one.version == stands.version), None)
    if entry is None:
        return None
    dated = entry.data["actions"]
    texts = entry.words.get("actions") or [""] * len(dated)
    actions = tuple(Action(UUID(one["by"]), text, one["due"]) for one, text in zip(dated, texts, strict=True))
    return Offer(entry.version, entry.role, actions, date.fromisoformat(entry.data["look_again_on"]))
