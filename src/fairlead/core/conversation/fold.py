"""How the steps of a conversation make what stands: apply, replay, what leaves a step, what is revealed.

`replay` is the only way a conversation comes to be. No clock is asked here, and nobody's rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation import agenda
from fairlead.core.conversation.agenda import Role
from fairlead.core.conversation.journal import Conversation, Proposal, Said, Step


def replay(steps: Iterable[Step]) -> Conversation:
    """The conversation these steps make, in order of number. ValueError for none."""
    record, here = _Record(), None
    for step in steps:
        here = _taken(here, step, record)
    if here is None:
        raise ValueError("a conversation has at least one step")
    return record.written_into(here)


def apply(conversation: Conversation | None, step: Step) -> Conversation:
    """The conversation after one more step that was decided under the law."""
    record = _Record(conversation)
    mine = None if conversation is None else replace(conversation)
    return record.written_into(_taken(mine, step, record))


def _taken(conversation: Conversation | None, step: Step, record: _Record) -> Conversation:
    """All but what the record holds."""
    if conversation is None:
        first = _opened(step)
        record.add(Said(step, first.opener, "prepare", 1))
        return first
    role = conversation.role(step.by)
    assert role is not None  # noqa: S101 - decide never lets a stranger's step into the journal
    record.add(Said(step, role, conversation.step, conversation.visit))
    after = _with(
        conversation,
        number=step.number,
        version=step.version,
        ever=conversation.ever | {(role, step.act)},
    )
    rule = agenda.rule_for(conversation.step, role, conversation.opener, step.act)
    assert rule is not None  # noqa: S101 - nor one that is not in the table
    if rule.ends:
        if (
            after.version > 0
        ):  # an end reveals nothing but itself: what was not shared stays its author's alone
            record.reveal_last()
        return _with(after, ended=rule.ends, paused_until=None)
    here = _EFFECTS.get(step.act, _marked)(after, role, step)
    if here.ended:  # who read along does no longer; what was not shared stays as it was
        record.reveal_last()
        return here
    here = _left(here)
    record.reveal(here)
    return here


_PUT: Final = {one.name: getattr(Conversation, one.name).__set__ for one in fields(Conversation)}


def _with(here: Conversation, **changes: Any) -> Conversation:
    """The same one with these changes, made in place: until it is handed out nobody but the fold has it.
    (A new one for every change took a tenth of the time of a page.)"""
    for name, value in changes.items():
        _PUT[name](here, value)
    return here


def _opened(step: Step) -> Conversation:
    data = step.data
    opener: Role = "asker" if data["asker"] == str(step.by) else "doer"
    return Conversation(
        id=step.of,
        promise=UUID(data["promise"]) if "promise" in data else None,
        asker=UUID(data["asker"]),
        doer=UUID(data["doer"]),
        opener=opener,
        conditions=data["conditions"],
        number=step.number,
    )


def _entered(conversation: Conversation, step: str) -> Conversation:
    return _with(
        conversation, step=step, visit=conversation.visit + 1, done=frozenset(), proposal=None,
        offered=frozenset(),
    )  # fmt: skip


# --- what each act changes ---


def _marked(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return _with(conversation, done=conversation.done | {(role, step.act)})


def _without(conversation: Conversation, *acts: str, role: Role | None = None) -> Conversation:
    left = {(who, act) for who, act in conversation.done if act not in acts or role not in (None, who)}
    return _with(conversation, done=frozenset(left))


def _invite(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return _with(_entered(conversation, "open"), mode=step.data["mode"], answer_on=None)


def _another_time(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return _with(conversation, answer_on=date.fromisoformat(step.data["date"]))


def _state_picture(conversation: Conversation, role: Role, step: Step) -> Conversation:
    """A new picture is looked at anew."""
    return _marked(_without(conversation, "same_picture", "two_pictures"), role, step)


def _compare(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return _marked(_without(conversation, "same_picture", "two_pictures", role=role), role, step)


def _give_account(conversation: Conversation, role: Role, step: Step) -> Conversation:
    points = conversation.points + step.data.get("points", 0)
    return _with(_marked(conversation, role, step), points=points)


def _ask_question(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return _with(conversation, questions=conversation.questions + 1)


def _answer_question(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return conversation


def _read_back(conversation: Conversation, role: Role, step: Step) -> Conversation:
    """Who listens once more does not choose to talk in person any longer."""
    return _marked(_without(conversation, "talk_in_person", role=role), role, step)


def _confirm_read_back(conversation: Conversation, role: Role, step: Step) -> Conversation:
    after = _without(conversation, "read_back")
    if step.data["answer"] == "yes":
        return _marked(after, role, step)
    return _with(after, rounds=after.rounds + 1)


def _propose(conversation: Conversation, role: Role, step: Step) -> Conversation:
    look_again_on = date.fromisoformat(step.data["look_again_on"])
    proposal = Proposal(step.version, role, look_again_on, frozenset(step.data.get("answers", ())))
    return _with(_without(conversation, "nothing_to_change", role=role), proposal=proposal)


def _agree_to_it(conversation: Conversation, role: Role, step: Step) -> Conversation:
    proposal = conversation.proposal
    assert proposal is not None  # noqa: S101 - agree_to_it is open only with one
    answered = conversation.answered | proposal.answers
    return _with(_marked(conversation, role, step), agreement=proposal, answered=answered)


def _nothing_to_change(conversation: Conversation, role: Role, step: Step) -> Conversation:
    """What one proposed and now thinks needless is off the table."""
    proposal = conversation.proposal
    kept = None if proposal is not None and proposal.by == role else proposal
    offered = frozenset(step.data.get("answers", ())) if role == "asker" else conversation.offered
    return _with(_marked(conversation, role, step), proposal=kept, offered=offered)


def _answered(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return _with(conversation, done=conversation.done | {(role, "answered")})


def _look_again(conversation: Conversation, role: Role, step: Step) -> Conversation:
    after = _without(conversation, *agenda.VERDICTS, role=role)
    return _with(after, done=after.done | {(role, step.data["verdict"])})


def _pause(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return _with(conversation, paused_until=date.fromisoformat(step.data["date"]))


def _resume(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return _with(conversation, paused_until=None)


def _step_back(conversation: Conversation, role: Role, step: Step) -> Conversation:
    before = conversation.step_before
    assert before is not None  # noqa: S101 - step_back is open only with one
    return _entered(conversation, before)


def _invite_facilitator(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return _with(conversation, facilitator=None, suggested=(UUID(step.data["person"]), role))


def _agree_facilitator(conversation: Conversation, role: Role, step: Step) -> Conversation:
    assert conversation.suggested is not None  # noqa: S101 - agree_facilitator is open only then
    return _with(conversation, facilitator=(conversation.suggested[0], step.at), suggested=None)


def _end_facilitator(conversation: Conversation, role: Role, step: Step) -> Conversation:
    return _with(conversation, facilitator=None, suggested=None)


_EFFECTS: Final[dict[str, Callable[[Conversation, Role, Step], Conversation]]] = {
    "invite": _invite,
    "another_time": _another_time,
    "state_picture": _state_picture,
    "same_picture": _compare,
    "two_pictures": _compare,
    "give_account": _give_account,
    "ask_question": _ask_question,
    "answer_question": _answer_question,
    "read_back": _read_back,
    "confirm_read_back": _confirm_read_back,
    "name_repair": _answered,
    "nothing_owed": _answered,
    "propose_agreement": _propose,
    "agree_to_it": _agree_to_it,
    "nothing_to_change": _nothing_to_change,
    "look_again": _look_again,
    "pause": _pause,
    "resume": _resume,
    "step_back": _step_back,
    "invite_facilitator": _invite_facilitator,
    "agree_facilitator": _agree_facilitator,
    "end_facilitator": _end_facilitator,
}
"""All others leave a mark and no more."""


# --- what leaves a step ---


def _both(conversation: Conversation, *acts: str) -> bool:
    """Whether each of them has done one of these since the step was entered."""
    return {who for who, act in conversation.done if act in acts} == {"asker", "doer"}


def _has(conversation: Conversation, *acts: str) -> bool:
    return any(act in acts for _, act in conversation.done)


_IS_OVER: Final[dict[str, Callable[[Conversation], bool]]] = {
    "prepare": lambda _: False,
    "open": lambda here: _has(here, "join"),
    "restore": lambda here: _both(here, "same_picture", "two_pictures"),
    "gap": lambda here: _has(here, "confirm_gap", "own_version"),
    "listen": lambda here: _has(here, "confirm_read_back") or _both(here, "talk_in_person"),
    "own_part": lambda here: _has(here, "give_account"),
    "causes": lambda here: _both(here, "give_causes"),
    "repair": lambda here: _both(here, "answered"),
    "agree": lambda here: _has(here, "agree_to_it") or _both(here, "nothing_to_change"),
    "close": lambda here: _both(here, "accept_summary", "own_statement"),
    "look_again": lambda here: _both(here, *agenda.VERDICTS),
}


def _left(here: Conversation) -> Conversation:
    """The same, or at the next step when all of this one was said."""
    if not _IS_OVER[here.step](here):
        return here
    match here.step:
        case "restore":
            looked = _with(here, picture="two" if _has(here, "two_pictures") else "same")
            return _entered(looked, "gap" if looked.has_gap else "listen")
        case "listen":
            return _entered(_with(here, is_heard=True), "own_part")
        case "agree":
            offered = frozenset() if _has(here, "agree_to_it") else here.offered
            return _entered(_with(here, answered=here.answered | offered), "close")
        case "close" if here.agreement is None:
            return _with(here, ended="closed")
        case "look_again" if _both(here, "keep") or _both(here, "drop"):
            return _with(here, ended="closed")
        case "look_again":
            return _entered(here, "agree")
    return _entered(here, agenda.STEPS[agenda.STEPS.index(here.step) + 1])


# --- what the other may read by now ---

_ALONE: Final = frozenset({"pause", "resume"})
"""Said before the invitation, this was to oneself."""

_OF_A_VISIT: Final = {rule.act for rule in agenda.RULES if rule.read == agenda.TOGETHER} - {"state_picture"}
"""What waits for the other to say the same in this visit of the step; pictures do so at any time."""

_GROUP: Final = {"same_picture": "compare", "two_pictures": "compare"}


_Waiting = tuple[str, Role, str, int]
"""Where it was said, by whom, which act; and in which visit, if that is what it waits for."""


class _Record:
    """All that was said, what of it the other may not read yet, and which questions have no answer.

    It grows with each step instead of being copied: a fold of many questions takes as long as they are many."""

    def __init__(self, conversation: Conversation | None = None) -> None:
        self._said: list[Said] = []
        self._hidden: dict[_Waiting, list[int]] = {}
        self._unanswered: set[int] = set()
        self._questions = 0
        self._together: defaultdict[tuple[str, int], set[Role]] = defaultdict(set)
        for said in conversation.said if conversation else ():
            self.add(said)

    def written_into(self, here: Conversation) -> Conversation:
        return _with(here, said=tuple(self._said), unanswered=frozenset(self._unanswered))

    def add(self, said: Said) -> None:
        act = said.step.act
        if act == "ask_question":
            self._questions += 1
            self._unanswered.add(self._questions)
        elif act == "answer_question":
            self._unanswered.discard(said.step.data["question"])
        self._together[(_GROUP.get(act, act), said.visit)].add(said.role)
        if not said.is_revealed:
            visit = said.visit if act in _OF_A_VISIT else 0
            self._hidden.setdefault((said.where, said.role, act, visit), []).append(len(self._said))
        self._said.append(said)

    def reveal_last(self) -> None:
        self._said[-1] = replace(self._said[-1], is_revealed=True)

    def reveal(self, here: Conversation) -> None:
        """Mark everything that the other may read from now on. What waits for a visit that is over waits no more."""
        for waiting, places in list(self._hidden.items()):
            if self._may_reveal(here, waiting):
                for place in places:
                    self._said[place] = replace(self._said[place], is_revealed=True)
                del self._hidden[waiting]
            elif 0 < waiting[3] < here.visit:
                del self._hidden[waiting]

    def _may_reveal(self, here: Conversation, waiting: _Waiting) -> bool:
        where, role, act, visit = waiting
        if here.version == 0 or (where == "prepare" and act in _ALONE):
            return False
        rule = agenda.rule_for(where, role, here.opener, act)
        match rule.read if rule else agenda.AT_ONCE:
            case agenda.TOGETHER if visit:
                return self._together[(_GROUP.get(act, act), visit)] == {"asker", "doer"}
            case agenda.TOGETHER:
                return {("asker", act), ("doer", act)} <= here.ever
            case agenda.JOINED:
                return here.is_joined and (role == "doer" or here.is_heard)
            case agenda.HEARD:
                return role == "doer" or here.is_heard
        return True
