"""One conversation as one person sees it: where it is, what is open to them, and what they may read of it.

What no one may read of the other yet is in no field here. What may not live here: HTML, JSON, deciding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation import agenda
from fairlead.core.conversation import shown as law
from fairlead.core.conversation.facts import day_of
from fairlead.core.conversation.journal import Conversation
from fairlead.core.conversation.shown import Shown
from fairlead.core.conversation.summary import Summary, draft
from fairlead.core.conversation.talk import Beside, OpenAct, open_acts, waiting_for
from fairlead.core.policy import Talkers, Viewer
from fairlead.core.promise.rules import other
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.conversations.queries.notes import notes_of
from fairlead.rooms.conversations.queries.stored import Journal, journal
from fairlead.rooms.leaves.queries import last_added
from fairlead.rooms.people.queries import NAME_OF, cards
from fairlead.rooms.people.shapes import PersonCard


@dataclass(frozen=True, slots=True)
class ConversationShown:
    """A conversation for one viewer. me: as whom. Acts, steps and codes are ids; words.py has their labels.

    said: what the viewer may read. notes: the viewer's own, prompt -> text. shown_again: the prompt of the own
    note that is shown once more now. readers: who can read what both can."""

    id: UUID
    promise: UUID | None
    """for the two alone: who reads along with the conversation was not let read the promise"""
    me: law.Viewer
    asker: PersonCard
    doer: PersonCard
    facilitator: PersonCard | None
    leave_ends_at: datetime | None
    """until when the facilitator reads along"""
    suggested: PersonCard | None
    opener: agenda.Role
    step: str
    heading: str
    version: int
    mode: str | None
    waiting_for: tuple[UUID, ...]
    open_acts: tuple[OpenAct, ...]
    paused_until: date | None
    answer_on: date | None
    look_again_on: date | None
    ended: str | None
    said: Shown
    notes: Mapping[int, str]
    shown_again: int | None
    readers: tuple[str, ...]
    created_at: datetime
    updated_at: datetime

    @property
    def mine(self) -> PersonCard | None:
        """None for who only reads along."""
        return {"asker": self.asker, "doer": self.doer}.get(self.me)

    @property
    def other(self) -> PersonCard | None:
        return {"asker": self.doer, "doer": self.asker}.get(self.me)

    @property
    def summary(self) -> Summary | None:
        return draft(self.said)

    def has_made(self, act: str) -> bool:
        """Whether what this act makes is there already: an invitation, a proposal, a pause, or what the viewer said."""
        there = {
            "invite": self.step == "open",
            "propose_agreement": self.said.proposal is not None,
            "pause": self.paused_until is not None,
        }
        if act in there:
            return there[act]
        return any(one.act == act and one.role == self.me for one in self.said.entries)

    @property
    def is_my_turn(self) -> bool:
        return self.mine is not None and self.mine.id in self.waiting_for


def talkers_of(talk: Conversation, *, organisation: UUID, at: datetime) -> Talkers:
    """The conversation as the policy knows it."""
    return Talkers(
        organisation,
        talk.person(talk.opener),
        talk.person(other(talk.opener)),
        is_invited=talk.version > 0,
        facilitator=talk.facilitates(at),
    )


def seen_or_none(conversation: UUID, viewer: Viewer, *, act: str = "read", at: datetime) -> Journal:
    """The journal, if the viewer may do this with it. Not yours and not there are refused alike."""
    found = journal(conversation, organisation=viewer.organisation)
    if found is None or not policy.can_talk(
        viewer, act, talkers_of(found.talk, organisation=viewer.organisation, at=at)
    ):
        raise Refusal("not_found")
    return found


def show(*, viewer: Viewer, conversation: UUID, at: datetime, has_notes: bool = True) -> ConversationShown:
    """One conversation. Refusal not_found when it is not the viewer's, not yet, or not there.

    has_notes: no where a glance has told that the viewer wrote none."""
    found = seen_or_none(conversation, viewer, at=at)
    return show_journal(found, viewer=viewer, at=at, notes=None if has_notes else {})


def people_in(talk: Conversation, at: datetime) -> set[UUID]:
    """Whose cards are shown with it."""
    beside = (talk.facilitates(at), talk.suggested[0] if talk.suggested else None)
    return {talk.asker, talk.doer, *(person for person in beside if person)}


def _said(talk: Conversation, viewer: Viewer, at: datetime) -> Shown:
    """What the law lets this viewer read. Nobody to the law: not found."""
    me = law.viewer_of(talk, viewer.person, at=at)
    said = law.shown(talk, me) if me is not None else None
    if said is None:
        raise Refusal("not_found")
    return said


def show_journal(
    found: Journal,
    *,
    viewer: Viewer,
    at: datetime,
    people: Mapping[UUID, PersonCard] | None = None,
    notes: Mapping[int, str] | None = None,
) -> ConversationShown:
    """The same from a journal already read. people, notes: where they are already read as well."""
    talk, said = found.talk, _said(found.talk, viewer, at)
    notes = notes_of(talk.id, viewer=viewer) if notes is None else notes
    people = people or cards(people_in(talk, at))
    reads, agreement = talk.facilitates(at), talk.agreement
    return ConversationShown(
        id=talk.id,
        promise=talk.promise if viewer.person in (talk.asker, talk.doer) else None,
        me=said.viewer,
        asker=people[talk.asker],
        doer=people[talk.doer],
        facilitator=people.get(reads) if reads else None,
        leave_ends_at=talk.leave_ends_at if reads else None,
        suggested=people.get(talk.suggested[0]) if talk.suggested else None,
        opener=talk.opener,
        step=talk.step,
        heading=agenda.HEADINGS[talk.step],
        version=talk.version,
        mode=talk.mode,
        waiting_for=waiting_for(talk, at=at, zone=viewer.zone),
        open_acts=open_acts(talk, by=viewer.person, at=at, zone=viewer.zone, beside=Beside(notes)),
        paused_until=talk.paused_until,
        answer_on=talk.answer_on,
        look_again_on=agreement.look_again_on if agreement else None,
        ended=talk.ended,
        said=said,
        notes=notes,
        shown_again=law.note_shown_again(talk, said.viewer),
        readers=("asker", "doer", *(("facilitator",) if reads else ())),
        created_at=found.first.at,
        updated_at=found.last.at,
    )


# --- has anything changed? ---

_TAG: Final = f"""
SELECT s.head, s.erased_at, s.awaited_on, s.leave_ends_at, {NAME_OF.format("s.asker_id")}, {NAME_OF.format("s.doer_id")},
       {NAME_OF.format("s.facilitator_id")}, (SELECT MAX(n.updated_at) FROM conversations_note n
          WHERE n.conversation_id = s.conversation_id AND n.person_id = %s),
       {last_added("conversation", thing="s.conversation_id")}
  FROM conversations_standing s
 WHERE s.conversation_id = %s AND s.organisation_id = %s
   AND ({{theirs}} OR (s.facilitator_id = %s AND s.leave_ends_at > %s AND s.invited_id IS NOT NULL))"""


@dataclass(frozen=True, slots=True)
class Glance:
    """What one statement tells before anything is read. tag: changes whenever what this viewer is shown changes."""

    tag: str
    has_notes: bool
    """the viewer wrote some for themselves"""
    has_added: bool
    """who reads along has asked something"""


def glance_at(*, viewer: Viewer, conversation: UUID, at: datetime) -> Glance:
    """The tag knows of the days that open something, of names, of what was asked by who reads along, and of the viewer's
    own notes; never of the other's."""
    only, me = policy.visible(viewer, "conversation"), sql.put_id(viewer.person)
    theirs = " OR ".join(f"s.{column} = %s" for column in only.columns)
    values = [me, sql.put_id(conversation), sql.put_id(only.organisation), *[me for _ in only.columns], me]
    rows = sql.rows(_TAG.format(theirs=theirs), [*values, sql.put_at(at)])
    if not rows:
        raise Refusal("not_found")
    head, erased_at, awaited_on, leave_ends_at, *others = rows[0]
    today = day_of(at, viewer.zone).isoformat()
    leave = leave_ends_at is not None and sql.take_at(leave_ends_at) > at
    has_come = awaited_on is not None and str(awaited_on) <= today
    parts = (viewer.person, viewer.language, head, erased_at, has_come, leave, *others)
    tag = blake2b("\n".join(map(str, parts)).encode(), digest_size=16).hexdigest()
    noted_at, added, _last_added = others[-3:]
    return Glance(tag, has_notes=noted_at is not None, has_added=bool(added))


def tag_of(*, viewer: Viewer, conversation: UUID, at: datetime) -> str:
    """The tag alone, for who asks whether anything is new."""
    return glance_at(viewer=viewer, conversation=conversation, at=at).tag
