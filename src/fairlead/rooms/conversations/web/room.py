"""We are in a room: one screen for both, with what each does now in large letters.

Only what both can read stands here, for both look at it. Each writes down from their own sign-in: nobody acts for
the other. What may not live here: anything that is one's alone, the forms of acts (step.py)."""

from __future__ import annotations

from typing import Any, Final, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as lazy

from fairlead.core.conversation.shown import Entry
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.conversations.queries.show import ConversationShown, glance_at, show
from fairlead.rooms.conversations.web.talk import about, page_of
from fairlead.rooms.conversations.words import said_words, step_words

Speaks = Literal["asker", "doer", "both"]

PROMPTS: Final[dict[str, tuple[Speaks, Lazy, Lazy | str]]] = {
    "open": ("both", lazy("Is now a good time for both of you? Put everything else away."), ""),
    "restore": (
        "both",
        lazy("What was promised, and what would done have looked like? One says it, then the other. Is it the same picture?"),
        "",
    ),
    "gap": (
        "asker",
        lazy("Say which of the agreed points are open. Facts only: what anybody could have seen."),
        lazy("Hear it to the end. Then say whether that is right, or how you see it."),
    ),
    "listen": (
        "doer",
        lazy("Tell how it was for you: what you understood, what happened, when you first saw it."),
        lazy("Listen. Ask only what begins with how or what. Then say what you heard, until %(doer)s says: that’s it."),
    ),
    "own_part": (
        "asker",
        lazy("What in your ask, your priorities or your time fed this? What did you not see? Then tell how it was for you."),
        lazy("Listen. You need not answer."),
    ),
    "causes": (
        "both",
        lazy("Where did the process come apart? Choose apart from each other, each on your own device. Then look at both together."),
        "",
    ),
    "repair": (
        "both",
        lazy("What did it cost the work, and working together? What would set it right, and whose is it to do? %(asker)s first, then %(doer)s."),
        "",
    ),
    "agree": ("both", lazy("What does each of you do from here? One thing each, at least, and a day to look again."), ""),
    "close": ("both", lazy("Read the summary aloud. Is that how it was, for both of you?"), ""),
    "look_again": ("both", lazy("Did it hold? What did you learn? Keep it, change it, or drop it?"), ""),
}  # fmt: skip
"""At each step: who speaks, what is said to them, and to the one who listens."""


@signed_in
def room_page(request: HttpRequest, conversation: UUID) -> HttpResponse:
    """204 for htmx while nothing has changed since `tag`. Before the invitation there is nobody to sit with."""
    viewer, at = viewer_of(request), now()
    glance = glance_at(viewer=viewer, conversation=conversation, at=at)
    if request.GET.get("tag") == glance.tag:
        return HttpResponse(status=204)
    talk = show(viewer=viewer, conversation=conversation, at=at, has_notes=glance.has_notes)
    if talk.version == 0:
        raise Refusal("not_found")
    dates = dates_for(request)
    page = {**page_of(talk, about(talk, viewer), glance, dates), **_room_of(talk, dates)}
    return render(request, "conversations/room.html", part="live", **page)


def _room_of(talk: ConversationShown, dates: Dates) -> dict[str, Any]:
    speaks, speaking, listening = PROMPTS[talk.step]
    cards = {"asker": talk.asker, "doer": talk.doer}
    names = {role: first_name(card.name) for role, card in cards.items()}
    roles = ("doer", "asker") if speaks == "doer" else ("asker", "doer")
    return {
        "step": step_words(talk.step, **names),
        "prompts": [
            (cards[role].name, "b" if role == "doer" else "a", str(words) % names, role == speaks)
            for role, words in zip(roles, (speaking, listening), strict=True)
        ],
        "is_both": speaks == "both",
        "both_prompt": str(speaking) % names,
        "said_here": [_line(entry, names) for entry in talk.said.entries if entry.is_shared and entry.where == talk.step],
        "day": dates.day(talk.look_again_on) if talk.look_again_on else "",
    }  # fmt: skip


def _line(entry: Entry, names: dict[str, str]) -> tuple[str, str, str]:
    """Who did what, in their words: (name, act, text)."""
    return names[entry.role], str(said_words(entry.act, entry.data)), entry.text or ""
