"""`decide`: may this person take this step now, and what line of the journal is it? `open_acts`: what may they?

Pure: the caller gives the clock. Refused with the first that fits, in the order of core.refusals.LAW.
Who leads whom is no argument of anything here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation import agenda
from fairlead.core.conversation.agenda import Role, Rule
from fairlead.core.conversation.codes import BUILT_IN, Named
from fairlead.core.conversation.facts import Reading, absent, day_of, is_number
from fairlead.core.conversation.journal import Conversation, Note, Step
from fairlead.core.promise.rules import other
from fairlead.core.promise.terms import TEXT_MAX, check_text, is_blank
from fairlead.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class OpenAct:
    """An act that a step will accept now, with the facts it needs."""

    act: str
    needs: tuple[str, ...]
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside the journal. notes: the person's own, prompt -> text. codes: those offered here.

    named: of them, what the team calls by words of its own."""

    notes: Mapping[int, str] = field(default_factory=dict)
    codes: frozenset[str] = BUILT_IN
    named: Mapping[str, Named] = field(default_factory=dict)


NOTHING_BESIDE: Final = Beside()


@dataclass(frozen=True, slots=True)
class Opening:
    """Who begins a conversation with whom. me: the opener's role, which is the promise's where there is one.

    stage: of the promise. conditions: how many its agreed standard has. expectation: what was never asked."""

    conversation: UUID
    by: UUID
    to: UUID
    me: Any
    promise: UUID | None = None
    stage: str | None = None
    conditions: int = 0
    expectation: Any = None
    team: UUID | None = None


def open_conversation(opening: Opening, *, at: datetime) -> Step:
    """The first line of the journal, in `prepare`: known to the opener alone.

    Refuses not_your_move (a promise nobody made yet), missing_field and bad_field."""
    if opening.promise is not None and opening.stage not in agenda.ABOUT:
        raise Refusal("not_your_move", act="open")
    if opening.me not in ("asker", "doer"):
        raise Refusal("missing_field" if is_blank(opening.me) else "bad_field", field="me")
    words = None
    if opening.promise is None:
        short = agenda.SHORT if opening.me == "asker" else TEXT_MAX
        words = {"expectation": check_text(opening.expectation, "expectation", short)}
    elif not is_blank(opening.expectation):
        raise Refusal("bad_field", field="expectation")
    if opening.by == opening.to:
        raise Refusal("bad_field", field="with")
    asker, doer = (opening.by, opening.to) if opening.me == "asker" else (opening.to, opening.by)
    data: dict[str, Any] = {"asker": str(asker), "doer": str(doer), "conditions": opening.conditions}
    data |= {name: str(one) for name, one in (("promise", opening.promise), ("team", opening.team)) if one}
    return Step(opening.conversation, 1, "begin", opening.by, at, 0, data, words)


def decide(
    conversation: Conversation,
    *,
    by: UUID,
    act: Any,
    version: Any = None,
    facts: Mapping[str, Any],
    at: datetime,
    zone: str,
    beside: Beside = NOTHING_BESIDE,
) -> Step | Note:
    """The next line of the journal, or for `note_private` a note beside it; or a Refusal that changes nothing.

    by: one of the two. version: of the last step the person saw. facts: by name, plain JSON values, blank
    counts as not given. zone: the sender's, for what *today* is."""
    role = conversation.role(by)
    if role is None:
        raise Refusal("not_found")
    if act not in agenda.ACTS:
        raise Refusal("unknown_act", field="act")
    if _is_over(conversation, act, at):
        raise Refusal("ended")
    rule = agenda.rule_for(conversation.step, role, conversation.opener, act)
    asked = _Asked(conversation, role, at, zone, beside)
    shut = next((name for name in rule.when if not _HOLDS[name](asked)), None) if rule else "not in the table"
    if rule is None or shut not in (None, "date_come"):
        raise Refusal("not_your_move", act=act)
    if shut == "date_come":
        raise Refusal("too_early", on=conversation.agreement and conversation.agreement.look_again_on)
    if is_number(version) and version != conversation.version and act != "note_private":
        raise Refusal("stale_terms", field="version", version=conversation.version)
    return _taken(asked, rule, {**facts, "version": version}, by)


def open_acts(
    conversation: Conversation, *, by: UUID, at: datetime, zone: str, beside: Beside = NOTHING_BESIDE
) -> tuple[OpenAct, ...]:
    """Exactly the acts a step by this person will accept now, in the order of the law."""
    role = conversation.role(by)
    if role is None:
        return ()
    asked = _Asked(conversation, role, at, zone, beside)
    return tuple(
        OpenAct(rule.act, *_needs_and_may(conversation, rule))
        for rule in agenda.rules_for(conversation.step, role, conversation.opener)
        if not _is_over(conversation, rule.act, at) and all(_HOLDS[name](asked) for name in rule.when)
    )


def _is_over(conversation: Conversation, act: str, at: datetime) -> bool:
    """After an end nothing moves, but that either ends at once what a facilitator may still read."""
    return conversation.ended is not None and not (
        act == "end_facilitator" and conversation.facilitates(at) is not None
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asks what the law says, and when."""

    here: Conversation
    role: Role
    at: datetime
    zone: str
    beside: Beside

    def has(self, who: Role, act: str) -> bool:
        return (who, act) in self.here.ever


def _date_come(asked: _Asked) -> bool:
    agreement = asked.here.agreement
    return agreement is not None and agreement.look_again_on <= day_of(asked.at, asked.zone)


def _facilitator_there(asked: _Asked) -> bool:
    return asked.here.suggested is not None or asked.here.facilitates(asked.at) is not None


_HOLDS: Final[dict[str, Callable[[_Asked], bool]]] = {
    "not_paused": lambda asked: asked.here.paused_until is None,
    "paused": lambda asked: asked.here.paused_until is not None,
    "can_go_back": lambda asked: asked.here.step_before is not None,
    "has_note": lambda asked: bool(asked.beside.notes),
    "no_facilitator": lambda asked: asked.here.facilitates(asked.at) is None,
    "facilitator_asked": lambda asked: (
        asked.here.suggested is not None and asked.here.suggested[1] != asked.role
    ),
    "facilitator_there": _facilitator_there,
    "both_pictures": lambda asked: asked.has("asker", "state_picture") and asked.has("doer", "state_picture"),
    "gap_stated": lambda asked: asked.has("asker", "state_gap"),
    "account_given": lambda asked: asked.has("doer", "give_account"),
    "question_waits": lambda asked: bool(asked.here.unanswered),
    "read_back_waits": lambda asked: ("asker", "read_back") in asked.here.done,
    "no_read_back_waits": lambda asked: ("asker", "read_back") not in asked.here.done,
    "three_rounds": lambda asked: asked.here.rounds >= agenda.ROUNDS,
    "own_part_told": lambda asked: asked.has("asker", "own_part"),
    "causes_revealed": lambda asked: asked.has("asker", "give_causes") and asked.has("doer", "give_causes"),
    "asker_answered": lambda asked: ("asker", "answered") in asked.here.done,
    "proposed_by_other": lambda asked: (
        asked.here.proposal is not None and asked.here.proposal.by != asked.role
    ),
    "date_come": _date_come,
}
"""The test of each condition of the agenda."""


def _needs_and_may(here: Conversation, rule: Rule) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What marked points wait for is needed; else it may be given."""
    if "answers" in rule.may and here.waiting_points:
        return (*rule.needs, "answers"), tuple(name for name in rule.may if name != "answers")
    return rule.needs, rule.may


def _taken(asked: _Asked, rule: Rule, facts: Mapping[str, Any], by: UUID) -> Step | Note:
    """The facts read, and the line they make."""
    here = asked.here
    needs, may = _needs_and_may(here, rule)
    given = {
        name: value
        for name, value in facts.items()
        if not is_blank(value) or _is_none_open(name, value, needs)
    }
    if (lacking := absent(given, needs)) is not None:
        raise Refusal("missing_field", field=lacking)
    data, words = _reading(asked, rule).taken(given)
    for name, value in given.items():
        if name not in {"version", *needs, *may} or (name == "version" and not is_number(value)):
            raise Refusal("bad_field", field=name)
    if rule.act == "note_private":
        return Note(here.id, by, data["prompt"], words["text"], asked.at)
    if rule.act == "share_line":
        if data["prompt"] not in asked.beside.notes:
            raise Refusal("bad_field", field="prompt")
        words["text"] = asked.beside.notes[data["prompt"]]
    if rule.act == "give_causes":
        own = [asked.beside.named[code] for code in words["codes"] if code in asked.beside.named]
        # As it was called that day: renamed or retired since, it stays readable where it was chosen.
        words |= {"named": [[one.code, one.label, one.place] for one in own]} if own else {}
    alone = here.step == "prepare" and rule.act != "invite"
    version = 0 if alone else here.version + 1
    return Step(here.id, here.number + 1, rule.act, by, asked.at, version, data, words or None)


def _is_none_open(name: str, value: Any, needs: tuple[str, ...]) -> bool:
    """An empty list of open conditions says that none is: what was promised came, only later."""
    return name == "conditions" and name in needs and isinstance(value, list | tuple)


def _reading(asked: _Asked, rule: Rule) -> Reading:
    here = asked.here
    return Reading(here, asked.role, rule.act, rule.short, asked.at, asked.zone, asked.beside.codes)


# --- whose word is awaited ---


def waiting_for(conversation: Conversation, *, at: datetime, zone: str) -> tuple[UUID, ...]:
    """Whose word is awaited: nobody's while it is paused, before the day of looking again, or after the end."""
    here = conversation
    if here.ended or here.paused_until is not None:
        return ()
    if here.step == "look_again" and not _date_come(_Asked(here, "asker", at, zone, NOTHING_BESIDE)):
        return ()
    return tuple(here.person(role) for role in ("asker", "doer") if _is_awaited(here, role))


def _not_yet(*acts: str) -> Callable[[Conversation, Role], bool]:
    return lambda here, role: not any((role, act) in here.done for act in acts)


def _in_restore(here: Conversation, role: Role) -> bool:
    if (role, "state_picture") not in here.ever:
        return True
    both = (other(role), "state_picture") in here.ever
    return both and _not_yet("same_picture", "two_pictures")(here, role)


def _in_listen(here: Conversation, role: Role) -> bool:
    if ("doer", "give_account") not in here.ever or ("asker", "read_back") in here.done:
        return role == "doer"
    if here.rounds >= agenda.ROUNDS and any(act == "talk_in_person" for _, act in here.done):
        return _not_yet("talk_in_person")(here, role)
    return role == "asker" or bool(here.unanswered)


def _in_agree(here: Conversation, role: Role) -> bool:
    """Who was offered something; who answers it with *nothing to change* hands it back."""
    offered = here.proposal
    if offered is None:
        return _not_yet("nothing_to_change")(here, role)
    is_back = any(
        one.step.act == "nothing_to_change" and one.role != offered.by and one.step.version > offered.version
        for one in here.said
    )
    return (role == offered.by) == is_back


_AWAITED: Final[dict[str, Callable[[Conversation, Role], bool]]] = {
    "prepare": lambda here, role: role == here.opener,
    "open": lambda here, role: role != here.opener,
    "restore": _in_restore,
    "gap": lambda here, role: (role == "doer") == (("asker", "state_gap") in here.ever),
    "listen": _in_listen,
    "own_part": lambda _, role: role == "asker",
    "causes": _not_yet("give_causes"),
    "repair": lambda here, role: (role == "doer") == (("asker", "answered") in here.done),
    "agree": _in_agree,
    "close": _not_yet("accept_summary", "own_statement"),
    "look_again": _not_yet(*agenda.VERDICTS),
}


def _is_awaited(here: Conversation, role: Role) -> bool:
    return _AWAITED[here.step](here, role)
