"""What the daily note says of feedback: that something waits, or was answered, and nothing that anybody wrote.

What may not live here: handing in, planning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from fairlead.core.refusals import Refusal
from fairlead.rooms.feedback.queries.show import show
from fairlead.rooms.notices.actions.letters_of_agreements import Reader

ANY: Final = later("Something about how we work waits for your word")
WAITS: Final = {
    "will": later("The day has come by which you wanted to have done something about how we work"),
    "not_now": later("The day has come to look again at something about how we work"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """sentence: what is new."""

    path: str
    sentence: str


def feedback_lines(feedback: Iterable[UUID], reader: Reader) -> Iterator[Said]:
    """One each; what has ended since is left out, and so is what the person cannot read any more."""
    for id_ in feedback:
        try:
            shown = show(viewer=reader.viewer, feedback=id_, at=reader.at)
        except Refusal:
            continue
        if shown.is_my_turn and shown.me == "recipient":
            yield Said(f"/feedback/{id_}", _(WAITS.get(shown.item.stage, ANY)))
        elif not shown.item.ended:
            yield Said(f"/feedback/{id_}", _("There is something new in what was said about how we work"))
