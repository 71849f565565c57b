"""One promise as one of its two people, or a coach of both, sees it: where it stands, its terms, its story, what is open.

What may not live here: HTML, JSON, and deciding (core/promise, core/policy)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from fairlead.core import policy
from fairlead.core.journal import write_at
from fairlead.core.policy import Parties, Viewer
from fairlead.core.promise.journal import Move, Promise, apply
from fairlead.core.promise.law import OpenAct, open_acts
from fairlead.core.promise.rules import Role
from fairlead.core.promise.terms import Terms, terms_from
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.journal.book import Kept
from fairlead.rooms.people.queries import cards, with_cards
from fairlead.rooms.people.shapes import PersonCard
from fairlead.rooms.promises.models import NEVER
from fairlead.rooms.promises.queries.stored import Journal, journal, journals

Me = Literal["asker", "doer", "coach"]


@dataclass(frozen=True, slots=True)
class Told:
    """One move in the story. role: who made it; before, terms: the versions it went from and to, if it wrote one."""

    number: int
    act: str
    role: Role
    by: UUID
    at: datetime
    version: int
    text: str | None
    read_back: str | None
    answer: str | None
    conditions: tuple[int, ...]
    date: str | None
    fix_by: str | None
    before: Terms | None
    terms: Terms | None
    agreed: bool
    """with this move both had agreed to the version in force"""
    stage: str
    """the stage after it"""
    is_erased: bool
    hash: str


@dataclass(frozen=True, slots=True)
class PromiseShown:
    """A promise for one viewer. me: which of the two the viewer is, or that they only read along. terms: those on the table.

    To a coach `other` is the asker and nothing is `mine`: nobody's part is theirs."""

    id: UUID
    state: Promise
    me: Me
    asker: PersonCard
    doer: PersonCard
    coach: PersonCard | None
    """who reads along by the leave of both"""
    team: UUID | None
    linked_to: UUID | None
    zone: str
    readers: tuple[str, ...]
    is_shared: bool
    """the viewer lets the team see its outline"""
    other_shares: bool
    open_acts: tuple[OpenAct, ...]
    date_passed: bool
    created_at: datetime
    updated_at: datetime
    head: str
    story: tuple[Told, ...] = ()
    invitation_url: str | None = None

    @property
    def terms(self) -> Terms:
        return self.state.terms

    @property
    def kind(self) -> str:
        return self.state.kind

    @property
    def other(self) -> PersonCard:
        return self.doer if self.me == "asker" else self.asker

    @property
    def mine(self) -> PersonCard | None:
        return {"asker": self.asker, "doer": self.doer}.get(self.me)

    @property
    def is_my_turn(self) -> bool:
        return self.mine is not None and self.state.ball == self.mine.id


def parties_of(found: Journal, organisation: UUID, *, at: datetime) -> Parties:
    """The promise as the policy knows it."""
    promise, said = found.promise, found.sharing
    both = promise.asker in said and promise.doer in said
    return Parties(
        organisation,
        promise.asker,
        promise.doer,
        said[promise.asker] if both else None,
        found.reader.at(at) if found.reader else None,
    )


def people_in(found: Journal, *, at: datetime) -> set[UUID]:
    """Whose cards are shown with it."""
    coach = found.reader.at(at) if found.reader else None
    return {*found.promise.people, *([coach] if coach else [])}


def story_of(found: Journal) -> tuple[Told, ...]:
    """The moves of a promise in order, each with what it changed."""
    told: list[Told] = []
    state: Promise | None = None
    for kept in found.kept:
        before, state = state, apply(state, kept.line)
        told.append(_told(kept, before, state))
    return tuple(told)


def _told(kept: Kept[Move], before: Promise | None, after: Promise) -> Told:
    move, data, words = kept.line, kept.line.data, kept.line.words or {}
    writes = "terms" in data
    return Told(
        number=move.number,
        act=move.act,
        role=after.role(move.by) or "asker",
        by=move.by,
        at=move.at,
        version=move.version,
        text=words.get("text"),
        read_back=words.get("read_back") or (words.get("text") if move.act == "read_back" else None),
        answer=data.get("answer"),
        conditions=tuple(data.get("conditions", ())),
        date=data.get("date"),
        fix_by=data.get("fix_by"),
        before=before.terms if before and writes else None,
        terms=terms_from(data["terms"], words.get("terms")) if writes else None,
        agreed=after.in_force is not None and (before is None or before.in_force != after.in_force),
        stage=after.stage,
        is_erased=kept.is_erased,
        hash=kept.hash,
    )


def _uuid(data: Mapping[str, Any], name: str) -> UUID | None:
    return UUID(data[name]) if name in data else None


def shown(
    found: Journal,
    *,
    viewer: Viewer,
    at: datetime,
    people: Mapping[UUID, PersonCard],
) -> PromiseShown:
    """The promise of this journal for this viewer."""
    state, first = found.promise, found.first
    parties = parties_of(found, viewer.organisation, at=at)
    if not policy.can(viewer, "read", parties):
        raise Refusal("not_found")
    role = state.role(viewer.person)
    return PromiseShown(
        id=state.id,
        state=state,
        me=role or "coach",
        asker=people[state.asker],
        doer=people[state.doer],
        coach=people.get(parties.coach) if parties.coach else None,
        team=_uuid(first.data, "team") if role else None,
        linked_to=_uuid(first.data, "linked_to") if role else None,
        zone=state.zone,
        readers=policy.readers(parties),
        is_shared=viewer.person in found.sharing,
        other_shares=bool(found.sharing.keys() - {viewer.person}),
        open_acts=open_acts(state, by=viewer.person, at=at),
        date_passed=state.date_passed(at),
        created_at=first.at,
        updated_at=found.last.at,
        head=found.head,
    )


def seen_or_none(promise: UUID, viewer: Viewer, *, act: str, at: datetime) -> Journal:
    """The journal, if the viewer may do this with it. Not yours and not there are refused alike."""
    found = journal(promise, organisation=viewer.organisation)
    if found is None or not policy.can(viewer, act, parties_of(found, viewer.organisation, at=at)):
        raise Refusal("not_found")
    return found


def mine_or_none(promise: UUID, viewer: Viewer) -> Journal:
    """The journal, if the viewer is one of the two: what a coach may do is never to move it."""
    return seen_or_none(promise, viewer, act="move", at=NEVER)


def show(
    *,
    viewer: Viewer,
    promise: UUID,
    at: datetime,
    with_story: bool = False,
    people: Mapping[UUID, PersonCard] | None = None,
) -> PromiseShown:
    """One promise for one of its two. Refusal not_found when it is not the viewer's, or not there."""
    found = mine_or_none(promise, viewer)
    return show_journal(found, viewer=viewer, at=at, with_story=with_story, people=people)


def show_along(*, viewer: Viewer, promise: UUID, at: datetime, with_story: bool = False) -> PromiseShown:
    """The same, also for a coach whom both let read along."""
    found = seen_or_none(promise, viewer, act="read", at=at)
    return show_journal(found, viewer=viewer, at=at, with_story=with_story)


def show_journal(
    found: Journal,
    *,
    viewer: Viewer,
    at: datetime,
    with_story: bool = False,
    people: Mapping[UUID, PersonCard] | None = None,
) -> PromiseShown:
    """The same from a journal already read. people: cards of some of `people_in` that are already read as well."""
    people = with_cards(people_in(found, at=at), people)
    result = shown(found, viewer=viewer, at=at, people=people)
    return replace(result, story=story_of(found)) if with_story else result


def show_many(promises: list[UUID], *, viewer: Viewer, at: datetime) -> list[PromiseShown]:
    """These promises in this order, each wholly; two statements however many."""
    found = journals(promises, organisation=viewer.organisation)
    people = cards({person for one in found.values() for person in people_in(one, at=at)})
    return [
        shown(found[promise], viewer=viewer, at=at, people=people) for promise in promises if promise in found
    ]


OURS: Final = ("team", "linked_to")
"""Ids in the opening move that lead to what was not shared: no coach is told them."""


def tag_of(promise: PromiseShown) -> str:
    """What changes whenever what is shown changes: for ETag. Acts open and close as time passes, without a move."""
    said = f"{len(promise.readers)}{promise.is_shared:d}"
    return f"{promise.head[:32]}-{write_at(promise.updated_at)}-{said}-{promise.date_passed:d}{len(promise.open_acts)}"


def number_of(*, viewer: Viewer, promise: UUID) -> int:
    """The number of the last move, along one key: for a page that looks whether something is new."""
    only = policy.visible(viewer, "promise")
    person = sql.put_id(only.person)
    found = sql.rows(
        f"SELECT number FROM promises_standing WHERE promise_id = %s AND organisation_id = %s"
        f" AND ({' OR '.join(f'{column} = %s' for column in only.columns)})",
        [sql.put_id(promise), sql.put_id(only.organisation), *([person] * len(only.columns))],
    )
    if not found:
        raise Refusal("not_found")
    return int(found[0][0])
