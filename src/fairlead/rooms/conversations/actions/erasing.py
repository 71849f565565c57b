"""Taking out what somebody said in conversations, once they were erased: words with their salt, and their notes.

The journal stays, and its chain holds; what the other said stays. What may not live here: who comes
next, and how far we are (person_by_person)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from fairlead.core.policy import Viewer, visible
from fairlead.doors import sql
from fairlead.doors.journal.forgetting import words_by
from fairlead.rooms.conversations.models import Erasing
from fairlead.rooms.conversations.queries.stored import BOOK
from fairlead.rooms.people.shapes import Erased
from fairlead.rooms.promises.actions.person_by_person import erase_person_by_person


def erase_words(*, at: datetime) -> int:
    """A piece of what there is to erase. 0: nothing, or nothing that can be done just now."""
    return erase_person_by_person(Erasing, _erase, at=at)


_THEIRS: Final = (
    "SELECT conversation_id FROM conversations_standing WHERE organisation_id = %s AND {column} = %s"
)
_NOTES: Final = "DELETE FROM conversations_note WHERE organisation_id = %s AND person_id = %s"
_STANDS: Final = "UPDATE conversations_standing SET erased_at = %s WHERE conversation_id IN ({theirs})"


def _erase(who: Erased) -> None:
    """What stands then says that something changed, for who asks with a tag."""
    ids = [sql.put_id(who.organisation), sql.put_id(who.person)]
    columns = visible(Viewer(who.person, who.organisation, ""), "conversation").columns
    theirs = " UNION ".join(_THEIRS.format(column=column) for column in columns)
    mine = ids * len(columns)
    sql.written(
        [
            words_by(BOOK, who.person, organisation=who.organisation, within=(theirs, mine)),
            (_NOTES, ids),
            (_STANDS.format(theirs=theirs), [sql.put_at(who.at), *mine]),
        ]
    )
