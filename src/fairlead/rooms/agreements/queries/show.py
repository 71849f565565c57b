"""One agreement as one person sees it: what it says, who has agreed, whether it is in force, what is open to them.

What may not live here: HTML, JSON, deciding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation.agreement import open_acts
from fairlead.core.conversation.consent import Move, Version, settled, standing
from fairlead.core.policy import Agreeing, Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.agreements.queries.cited import Became, became
from fairlead.rooms.agreements.queries.stored import Journal, journal, journals
from fairlead.rooms.agreements.queries.talks import looked_at_there
from fairlead.rooms.people.queries import cards, with_cards
from fairlead.rooms.people.shapes import PersonCard


@dataclass(frozen=True, slots=True)
class Action:
    """What one of them does, or (by None) all of a team. text None: erased."""

    by: UUID | None
    text: str | None
    due: str | None


@dataclass(frozen=True, slots=True)
class VersionShown:
    """What was proposed once, with who has said what to it. problems: (who, what they wrote)."""

    version: int
    by: UUID
    at: datetime
    actions: tuple[Action, ...]
    look_again_on: date
    agreed: tuple[UUID, ...]
    problems: tuple[tuple[UUID, str | None], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody said on looking again."""

    by: UUID
    at: datetime
    verdict: str
    text: str | None


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """An agreement for one viewer. shown: the version in force, else the one proposed last; is_adopted: whether that was agreed to once.

    change: a later one that waits for consent. since: adopted, or last looked at. versions: all, the oldest first.
    looks_in: the conversation in which it is looked at again, while that waits for it. looked: who has said what they think since the day. promises: the viewer's own that
    came out of it."""

    id: UUID
    team: UUID | None
    people: Mapping[UUID, PersonCard]
    parties: tuple[UUID, ...]
    shown: VersionShown
    is_adopted: bool
    in_force: bool
    unanswered: tuple[UUID, ...]
    fading: bool
    since: date | None
    binds_until: date | None
    change: VersionShown | None
    versions: tuple[VersionShown, ...]
    looks: tuple[Look, ...]
    looks_in: UUID | None
    looked: tuple[UUID, ...]
    open_acts: tuple[str, ...]
    ended: str | None
    conversation: UUID | None
    created_at: datetime
    updated_at: datetime
    promises: tuple[Became, ...] = ()


def agreeing_of(found: Journal, *, organisation: UUID, at: datetime) -> Agreeing:
    """The agreement as the policy knows it."""
    now = settled(found.agreement, at)
    parties = frozenset[UUID]().union(*(one.parties for one in (now.on_table, now.standing) if one))
    return Agreeing(organisation, parties, found.team)


def may(viewer: Viewer, act: str, found: Journal, *, at: datetime) -> bool:
    return policy.can_agree(viewer, act, agreeing_of(found, organisation=viewer.organisation, at=at))


def seen_or_none(agreement: UUID, viewer: Viewer, *, act: str = "read", at: datetime) -> Journal:
    """The journal, if the viewer may do this with it. Not yours and not there are refused alike."""
    found = journal(agreement, organisation=viewer.organisation)
    if found is None or not may(viewer, act, found, at=at):
        raise Refusal("not_found")
    return found


def show(*, viewer: Viewer, agreement: UUID, at: datetime) -> AgreementShown:
    """One agreement. Refusal not_found when it is not the viewer's, or not there."""
    return show_journal(seen_or_none(agreement, viewer, at=at), viewer=viewer, at=at)


def show_many(agreements: Iterable[UUID], *, viewer: Viewer, at: datetime) -> tuple[AgreementShown, ...]:
    """These in this order, by as many statements as one of them; those that are not the viewer's are left out."""
    wanted = list(agreements)
    found = journals(wanted, organisation=viewer.organisation)
    seen = [found[one] for one in wanted if one in found and may(viewer, "read", found[one], at=at)]
    return show_journals(seen, viewer=viewer, at=at)


def show_journals(found: Sequence[Journal], *, viewer: Viewer, at: datetime) -> tuple[AgreementShown, ...]:
    """The same from journals already read, each of which the viewer may read."""
    if not found:
        return ()
    people = cards({person for one in found for person in people_in(one)})
    there = looked_at_there([one.agreement for one in found], organisation=viewer.organisation, at=at)
    came = became([one.agreement.id for one in found], viewer=viewer)
    return tuple(
        show_journal(one, viewer=viewer, at=at, people=people, there=there, came=came) for one in found
    )


def people_in(found: Journal) -> set[UUID]:
    """Whose cards are shown with it."""
    named: set[UUID] = {kept.line.by for kept in found.kept}
    for kept in found.kept:
        named |= {UUID(person) for person in kept.line.data.get("parties", ())}
    return named


def show_journal(
    found: Journal,
    *,
    viewer: Viewer,
    at: datetime,
    people: Mapping[UUID, PersonCard] | None = None,
    there: frozenset[UUID] | None = None,
    came: Mapping[UUID, tuple[Became, ...]] | None = None,
) -> AgreementShown:
    """The same from a journal already read. people (of `people_in`), there (looked_at_there), came (became): where read as well."""
    now, stands = settled(found.agreement, at), standing(found.agreement, at=at)
    if there is None:
        there = looked_at_there([found.agreement], organisation=viewer.organisation, at=at)
    about = now.standing if now.standing and now.standing.version == stands.version else now.current
    change = now.on_table if stands.change is not None else None
    people = with_cards(people_in(found), people)
    return AgreementShown(
        id=now.id,
        team=found.team,
        people=people,
        parties=tuple(sorted(about.parties)),
        shown=_version(found, about, agreed=stands.agreed),
        is_adopted=about is now.standing,
        in_force=stands.in_force,
        unanswered=tuple(sorted(stands.unanswered)),
        fading=stands.fading,
        since=now.since,
        binds_until=stands.binds_until,
        change=_version(found, change, agreed=change.agreed) if change else None,
        versions=_versions(found),
        looks=_looks(found),
        looks_in=now.conversation if now.id in there else None,
        looked=tuple(sorted(now.looks)),
        open_acts=_open(found, viewer, at, there),
        ended=now.ended,
        conversation=now.conversation,
        created_at=found.first.at,
        updated_at=found.last.at,
        promises=(became([now.id], viewer=viewer) if came is None else came).get(now.id, ()),
    )


def _open(found: Journal, viewer: Viewer, at: datetime, there: frozenset[UUID]) -> tuple[str, ...]:
    """What the law opens; what is looked at in its conversation is not looked at here."""
    acts = open_acts(found.agreement, by=viewer.person, at=at, zone=viewer.zone)
    return tuple(act for act in acts if act != "look_again" or found.agreement.id not in there)


WROTE: Final = ("propose", "change")


def _version(found: Journal, one: Version, *, agreed: frozenset[UUID]) -> VersionShown:
    wrote = next(
        kept.line for kept in found.kept if kept.line.act in WROTE and kept.line.version == one.version
    )
    problems = tuple((person, _problem(found, one.version, person)) for person in sorted(one.problems))
    return replace(
        _written(wrote), look_again_on=one.look_again_on, agreed=tuple(sorted(agreed)), problems=problems
    )


def _versions(found: Journal) -> tuple[VersionShown, ...]:
    return tuple(_written(kept.line) for kept in found.kept if kept.line.act in WROTE)


def _written(move: Move) -> VersionShown:
    """What was proposed, as it was written."""
    given = move.data["actions"]
    texts = move.words["actions"] if move.words else [None] * len(given)
    return VersionShown(
        version=move.version,
        by=move.by,
        at=move.at,
        actions=tuple(
            Action(UUID(one["by"]) if one["by"] else None, text, one["due"])
            for one, text in zip(given, texts, strict=True)
        ),
        look_again_on=date.fromisoformat(move.data["look_again_on"]),
        agreed=(),
        problems=(),
    )


def _problem(found: Journal, version: int, person: UUID) -> str | None:
    """The last they wrote to this version."""
    written = [
        kept.line.words
        for kept in found.kept
        if (kept.line.act, kept.line.version, kept.line.by) == ("see_problem", version, person)
    ]
    return str(written[-1]["text"]) if written and written[-1] else None


def _looks(found: Journal) -> tuple[Look, ...]:
    return tuple(
        Look(move.by, move.at, move.data["verdict"], str(move.words["text"]) if move.words else None)
        for move in (kept.line for kept in found.kept)
        if move.act == "look_again"
    )
