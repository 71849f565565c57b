"""The summary that both accept at the close: drafted from what both can read, word for word, and nothing made up.

It is the same for each of the two and for who reads along. What may not live here: sentences (the doors have them), private
notes, how the promise stands by now (its own room knows)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from fairlead.core.conversation.agenda import Role
from fairlead.core.conversation.codes import OWN_WORDS, Named
from fairlead.core.conversation.shown import Entry, Offer, Shown, in_both_names

STEPS: Final = ("close", "look_again")
"""From the close on there is one; after an end there, it stays."""

PARTS: Final[Mapping[str, str]] = {
    "picture": "one picture of what was promised, or two, as both said",
    "pictures": "the last picture of each",
    "gap": "which points were open, what the asker saw, and the doer's answer to that",
    "heard": "the last read-back that the doer said *yes* to",
    "in_person": "there is none: both chose to talk in person",
    "own_part": "the asker's own part, as it was last told",
    "marks": "what was chosen at last, alike (both roles) or by one",
    "own_words": "what each wrote beside it",
    "sentence": "the one sentence, where it is in both names",
    "repairs": "what would set it right, and whose it is; none: nothing is owed",
    "agreement": "what both agreed to",
    "nothing_to_change": "why each changes nothing, where both said that last",
}
"""Each part of it, and what it is drafted from. Texts that were erased are null."""


@dataclass(frozen=True, slots=True)
class Quote:
    role: Role
    text: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """conditions: numbers of the open points. answer: confirmed, or own_version with the doer's `own` text."""

    conditions: tuple[int, ...]
    text: str | None
    answer: Literal["confirmed", "own_version"] | None
    own: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where it came apart, and who chose that. named: as the team called it then, by words of its own."""

    code: str
    roles: tuple[Role, ...]
    named: Named | None


@dataclass(frozen=True, slots=True)
class Repair:
    side: Literal["asker", "doer", "both"]
    text: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What both stand behind. PARTS says what each part is drafted from."""

    picture: str | None
    pictures: tuple[Quote, ...]
    gap: Gap | None
    heard: str | None
    in_person: bool
    own_part: str | None
    marks: tuple[Mark, ...]
    own_words: tuple[Quote, ...]
    sentence: str | None
    repairs: tuple[Repair, ...]
    agreement: Offer | None
    nothing_to_change: tuple[Quote, ...]


_Of = Mapping[str, list[Entry]]
"""What both can read, by its act, in the order it was said."""


def draft(said: Shown) -> Summary | None:
    """None before the close. said: what any of its readers is shown; what only one of them can read is left out.

    What somebody has accepted changes by nobody's word but their own: a sentence counts once both have said it."""
    if said.step not in STEPS:
        return None
    of: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in said.entries:
        if entry.is_shared:
            of[entry.act].append(entry)
    heard = [read_back for read_back in said.read_backs if read_back.answer == "yes"]
    chosen = _last_of_each(of["give_causes"])
    return Summary(
        picture=said.picture,
        pictures=_quotes(_last_of_each(of["state_picture"])),
        gap=_gap(of) if said.picture == "same" else None,
        heard=heard[-1].text if heard else None,
        in_person=not heard,
        own_part=of["own_part"][-1].text if of["own_part"] else None,
        marks=_marks(chosen),
        own_words=tuple(
            Quote(role, one.words["own_words"]) for role, one in chosen.items() if one.words.get("own_words")
        ),
        sentence=in_both_names(of["cause_sentence"]),
        repairs=tuple(Repair(one.data["side"], one.text) for one in of["name_repair"]),
        agreement=said.agreement,
        nothing_to_change=_nothing(said.entries),
    )


def _last_of_each(entries: Iterable[Entry]) -> dict[Role, Entry]:
    """The doer's first, who is heard first."""
    last = {entry.role: entry for entry in entries}
    roles: tuple[Role, Role] = ("doer", "asker")
    return {role: last[role] for role in roles if role in last}


def _quotes(entries: Mapping[Role, Entry]) -> tuple[Quote, ...]:
    return tuple(Quote(role, entry.text) for role, entry in entries.items())


def _gap(of: _Of) -> Gap | None:
    """The last, with what the doer answered to it at last."""
    if not of["state_gap"]:
        return None
    stated = of["state_gap"][-1]
    answers = [one for one in (*of["confirm_gap"], *of["own_version"]) if one.version > stated.version]
    last = max(answers, key=lambda one: one.version, default=None)
    is_own = last is not None and last.act == "own_version"
    return Gap(
        conditions=tuple(stated.data["conditions"]),
        text=stated.text,
        answer=None if last is None else "own_version" if is_own else "confirmed",
        own=last.text if last is not None and is_own else None,
    )


def _marks(chosen: Mapping[Role, Entry]) -> tuple[Mark, ...]:
    """What both chose first."""
    who: dict[str, tuple[Role, ...]] = {}
    named: dict[str, Named] = {}
    for role, entry in chosen.items():
        for code in entry.words.get("codes", ()):
            who[code] = (*who.get(code, ()), role)
        named |= {own[0]: Named(*own) for own in entry.words.get("named", ())}
    marks = [Mark(code, roles, named.get(code)) for code, roles in who.items() if code != OWN_WORDS]
    return tuple(sorted(marks, key=lambda mark: len(mark.roles) == 1))


def _nothing(entries: Iterable[Entry]) -> tuple[Quote, ...]:
    """Where both said it since they last agreed to something."""
    found: dict[Role, Entry] = {}
    for entry in entries:
        if entry.act == "agree_to_it":
            found = {}
        elif entry.act == "nothing_to_change":
            found[entry.role] = entry
    return _quotes(_last_of_each(found.values())) if len(found) == 2 else ()
