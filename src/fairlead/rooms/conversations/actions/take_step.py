"""One step of one conversation, by one of the two: the one action under every door. What is written alone, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation.journal import Note, Step
from fairlead.core.conversation.talk import Beside, decide
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.journal.writing import until_first
from fairlead.rooms.conversations.actions.append import append_and_ask
from fairlead.rooms.conversations.queries.notes import notes_of, place_of
from fairlead.rooms.conversations.queries.show import ConversationShown, people_in, seen_or_none, show_journal
from fairlead.rooms.conversations.queries.stored import Journal
from fairlead.rooms.conversations.queries.team_codes import beside
from fairlead.rooms.people.private import seal
from fairlead.rooms.people.queries import cards_asked, cards_from, colleague


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody wants to say, as it came from a door."""

    viewer: Viewer
    act: Any
    version: Any
    facts: Mapping[str, Any]
    at: datetime


def take_step(
    *,
    viewer: Viewer,
    conversation: UUID,
    act: Any,
    version: Any = None,
    facts: Mapping[str, Any] | None = None,
    at: datetime,
) -> ConversationShown:
    """Take this step and show the conversation after it.

    facts: by the names of the law, plain JSON values. Refuses as core.conversation.talk.decide does, and not_found
    when the conversation is not the viewer's. Pressed twice without a version, it is said once."""
    asked = _Asked(viewer, act, version, facts or {}, at)
    written: list[Step] = []

    def once() -> ConversationShown:
        # Read first and written then, as a promise's move: the unique number settles a race.
        before = seen_or_none(conversation, viewer, act="step", at=at)
        if written and any(kept.line == written[-1] for kept in before.kept):
            return show_journal(before, viewer=viewer, at=at)  # written before the connection was lost
        notes = notes_of(conversation, viewer=viewer)
        made = _decided(before, asked, notes)
        if isinstance(made, Note):
            _keep(made, viewer)
            return show_journal(before, viewer=viewer, at=at, notes={**notes, made.prompt: made.text})
        if _is_said_already(before, made, version):
            return show_journal(before, viewer=viewer, at=at, notes=notes)
        written.append(made)
        people = cards_asked({*people_in(before.talk, at), *_people(made)})
        after, rows = append_and_ask(made, before=before, organisation=viewer.organisation, question=people)
        return show_journal(after, viewer=viewer, at=at, people=cards_from(rows), notes=notes)

    return until_first(once, written)


def _decided(before: Journal, asked: _Asked, notes: Mapping[int, str]) -> Step | Note:
    """The journal's moments never run backwards, whatever the clocks of two machines say."""
    try:
        made = decide(
            before.talk,
            by=asked.viewer.person,
            act=asked.act,
            version=asked.version,
            facts=asked.facts,
            at=max(asked.at, before.last.at),
            zone=asked.viewer.zone,
            beside=_beside(before, asked, notes),
        )
    except Refusal as refusal:
        refusal.facts["of"] = "conversation"
        raise
    if isinstance(made, Step):
        for person in _people(made):
            if colleague(asked.viewer, person, or_guest=True) is None:
                raise Refusal("bad_field", field="person", why="unknown")
    return made


def _beside(before: Journal, asked: _Asked, notes: Mapping[int, str]) -> Beside:
    """The team's codes are read only where codes are chosen."""
    if asked.act != "give_causes":
        return Beside(notes)
    return beside(before, notes=notes, organisation=asked.viewer.organisation)


def _people(step: Step) -> tuple[UUID, ...]:
    """Whom a step brings in."""
    return (UUID(step.data["person"]),) if "person" in step.data else ()


def _is_said_already(before: Journal, made: Step, version: Any) -> bool:
    """The very words that were the last to be said, sent once more by somebody who names no version: a second press."""
    return version is None and before.last.says_the_same(made) and made.words is not None


_KEEP: Final = """
INSERT INTO conversations_note (conversation_id, person_id, prompt, organisation_id, sealed, updated_at)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (conversation_id, person_id, prompt) DO UPDATE SET sealed = excluded.sealed, updated_at = excluded.updated_at"""


def _keep(note: Note, viewer: Viewer) -> None:
    """Sealed under the author's own key; the last to a prompt holds."""
    place = place_of(note.conversation, note.prompt)
    text = seal(note.text, person=note.by, organisation=viewer.organisation, **place)
    ids = [sql.put_id(note.conversation), sql.put_id(note.by), note.prompt, sql.put_id(viewer.organisation)]
    with sql.one_transaction():
        sql.written([(_KEEP, [*ids, text, sql.put_at(note.at)])])
