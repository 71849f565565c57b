"""Agreements: what two people, or a team, do from here on; who may say what about them, and when.

An agreement binds who agreed to this very version (consent.py). A change needs new consent, and what
was agreed holds until there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from fairlead.core.conversation.agenda import VERDICTS
from fairlead.core.conversation.consent import Agreement, Move, settled, standing
from fairlead.core.conversation.facts import actions_data, check_day, day_of, is_number, read_actions
from fairlead.core.promise.terms import check_text, is_blank
from fairlead.core.refusals import Refusal

NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "agree": ("version",),
    "see_problem": ("version", "text"),
    "change": ("actions",),
    "withdraw": (),
    "end": (),
    "look_again": ("verdict", "text"),
}
OPEN_TO: Final[dict[str, str]] = {
    "agree": "a party that has not; of a team's that stands, also later",
    "see_problem": "a party, while it is proposed",
    "change": "a party",
    "withdraw": "who proposed it, while it is not adopted",
    "end": "who is bound; of two people it ends for both, of a team for this one",
    "look_again": "who is bound, from its day on (before: too_early)",
}
ACTS: Final = tuple(NEEDS)
MAY: Final[dict[str, tuple[str, ...]]] = {"change": ("look_again_on",)}


@dataclass(frozen=True, slots=True)
class Opening:
    """Who proposes what to whom. agreed: who has consented already (both, out of a conversation)."""

    agreement: UUID
    by: UUID
    parties: frozenset[UUID]
    team: UUID | None = None
    agreed: frozenset[UUID] = frozenset()
    conversation: UUID | None = None

    @property
    def is_team(self) -> bool:
        return self.team is not None


def open_agreement(opening: Opening, *, facts: Mapping[str, Any], at: datetime, zone: str) -> Move:
    """The first move, `propose`: its author's yes. facts: actions and look_again_on, both needed."""
    if opening.by not in opening.parties or (not opening.is_team and len(opening.parties) != 2):
        raise Refusal("bad_field", field="parties")
    given = {name: value for name, value in facts.items() if not is_blank(value)}
    for name in ("actions", "look_again_on"):
        if name not in given:
            raise Refusal("missing_field", field=name)
    if unknown := next((name for name in given if name not in ("actions", "look_again_on")), None):
        raise Refusal("bad_field", field=unknown)
    actions = read_actions(given["actions"], opening.parties, at=at, zone=zone, team=opening.is_team)
    data = {
        "parties": sorted(map(str, opening.parties)),
        "team": str(opening.team) if opening.team else False,
        "zone": zone,
        "agreed": sorted(map(str, (opening.agreed & opening.parties) | {opening.by})),
        "actions": actions_data(actions),
        "look_again_on": check_day(given["look_again_on"], "look_again_on", at=at, zone=zone).isoformat(),
    }
    if opening.conversation:
        data["conversation"] = str(opening.conversation)
    words = {"actions": [text for _, text, _ in actions]}
    return Move(opening.agreement, 1, "propose", opening.by, at, 1, data, words)


# --- what may be said ---


def decide(
    agreement: Agreement,
    *,
    by: UUID,
    act: Any,
    version: Any = None,
    facts: Mapping[str, Any],
    at: datetime,
    zone: str,
    members: frozenset[UUID] = frozenset(),
) -> Move:
    """The next line of the journal, or a Refusal that changes nothing.

    members: of the team now, for a change; of two people it is not asked."""
    if not agreement.is_party(by):
        raise Refusal("not_found")
    if act not in ACTS:
        raise Refusal("unknown_act", field="act")
    now = settled(agreement, at)
    if now.ended:
        raise Refusal("ended")
    if not _is_open(now, by, act):
        raise Refusal("not_your_move", act=act)
    if act == "look_again" and not _day_has_come(now, at, zone):
        raise Refusal("too_early", on=now.standing and now.standing.look_again_on)
    if is_number(version) and version != now.current.version:
        raise Refusal("stale_terms", field="version", version=now.current.version)
    given = {name: value for name, value in {**facts, "version": version}.items() if not is_blank(value)}
    _check_given(act, given)
    parties = (members | {by}) if now.is_team else now.current.parties
    data, words = _read(now, act, given, parties=parties, at=at, zone=zone)
    about = now.written + 1 if act == "change" else now.current.version
    return Move(now.id, now.number + 1, act, by, at, about, data, words or None)


def open_acts(agreement: Agreement, *, by: UUID, at: datetime, zone: str) -> tuple[str, ...]:
    """Exactly the acts a move by this person will accept now; NEEDS and MAY say what they take."""
    now = settled(agreement, at)
    if now.ended or not now.is_party(by):
        return ()
    return tuple(
        act
        for act in ACTS
        if _is_open(now, by, act) and (act != "look_again" or _day_has_come(now, at, zone))
    )


def awaited(agreement: Agreement, *, by: UUID, at: datetime, zone: str) -> Literal["answer", "look"] | None:
    """What of this person's is awaited: an answer to this version, or that they look at it again.

    Who has agreed, seen a problem or left has said it; nothing waits that binds nobody any more."""
    now, stands = settled(agreement, at), standing(agreement, at=at)
    if now.ended or not (now.on_table or stands.in_force):
        return None
    acts, about = open_acts(now, by=by, at=at, zone=zone), now.current
    if "agree" in acts and by not in about.agreed | about.problems:
        return "answer"
    return "look" if "look_again" in acts and stands.in_force and by not in now.looks else None


def _is_open(now: Agreement, person: UUID, act: str) -> bool:
    table, standing = now.on_table, now.standing
    match act:
        case "agree":
            late = standing if now.is_team and table is None and person not in now.bound else None
            here = table or late
            return here is not None and person in here.parties and (here is late or person not in here.agreed)
        case "see_problem":
            return table is not None and person in table.parties and person not in table.problems
        case "withdraw":
            return table is not None and table.by == person
        case "end" | "look_again":
            return person in now.bound
    return person in now.current.parties or person in now.bound


def _day_has_come(now: Agreement, at: datetime, zone: str) -> bool:
    return now.standing is not None and now.standing.look_again_on <= day_of(at, zone)


def _check_given(act: str, given: Mapping[str, Any]) -> None:
    lacking = next((name for name in NEEDS[act] if name not in given), None)
    if lacking is not None:
        raise Refusal("missing_field", field=lacking)
    taken = {"version", *NEEDS[act], *MAY.get(act, ())}
    for name, value in given.items():
        if name not in taken or (name == "version" and not is_number(value)):
            raise Refusal("bad_field", field=name)


def _read(
    now: Agreement, act: str, given: Mapping[str, Any], *, parties: frozenset[UUID], at: datetime, zone: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    data: dict[str, Any] = {}
    words: dict[str, Any] = {}
    if act == "change":
        actions = read_actions(given["actions"], parties, at=at, zone=zone, team=now.is_team)
        data["parties"] = sorted(map(str, parties))
        data["actions"] = actions_data(actions)
        data["look_again_on"] = _next_look(now, given, at, zone).isoformat()
        words["actions"] = [text for _, text, _ in actions]
    if "text" in given:
        words["text"] = check_text(given["text"], "text")
    if "verdict" in given:
        if given["verdict"] not in VERDICTS:
            raise Refusal("bad_field", field="verdict")
        data["verdict"] = given["verdict"]
    return data, words


def _next_look(now: Agreement, given: Mapping[str, Any], at: datetime, zone: str) -> date:
    """The day that is named; else the one that stood, if it lies ahead; else as long from today as before."""
    if "look_again_on" in given:
        return check_day(given["look_again_on"], "look_again_on", at=at, zone=zone)
    today, stood = day_of(at, zone), now.current.look_again_on
    proposed_on = day_of(now.current.at, now.zone)
    return stood if stood > today else today + max(now.period or stood - proposed_on, timedelta(days=1))
