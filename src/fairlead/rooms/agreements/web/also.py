"""What this room has to say on pages of lower rooms: under a conversation what becomes of what was agreed and of what
would set it right; under a promise where it comes from, and what came of it. Only what the reader may read of each.

What may not live here: whole pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from markupsafe import Markup

from fairlead.core.policy import Viewer
from fairlead.doors.clock import now
from fairlead.doors.names import first_name
from fairlead.doors.pages import Tells, fragment
from fairlead.doors.who import viewer_of
from fairlead.doors.words import stage_name
from fairlead.rooms.agreements.queries.cited import Became, became
from fairlead.rooms.agreements.queries.show import AgreementShown, may, show_journal
from fairlead.rooms.agreements.queries.stored import Journal, newest_out_of
from fairlead.rooms.agreements.queries.trace import trace_of
from fairlead.rooms.agreements.web.nexts import composer, nexts_of, told_of
from fairlead.rooms.agreements.web.told import Next
from fairlead.rooms.conversations.queries.show import ConversationShown
from fairlead.rooms.promises.queries.show import PromiseShown


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was said and can become a promise, with what became of it, or the ways to it. of: the agreement."""

    text: str
    nexts: tuple[Next, ...]
    of: UUID | None = None


def under_conversation(request: HttpRequest, talk: ConversationShown) -> Markup:
    """For the two alone; nothing while there is nothing to promise."""
    said = talk.said
    if talk.mine is None or talk.version == 0 or not (said.agreement or said.repairs or said.expectation):
        return Markup("")
    viewer = viewer_of(request)
    found = newest_out_of(talk.id, organisation=viewer.organisation) if said.agreement else None
    came = became([talk.id, *([found.agreement.id] if found else [])], viewer=viewer)
    by_place = {one.line.place or 0: one for one in came.get(talk.id, ())}
    agreed = _agreed(found, talk, viewer, came) if found and may(viewer, "read", found, at=now()) else ()
    rows = [*_expected(talk, by_place), *_repairs(talk, by_place), *agreed]
    return fragment(request, "agreements/also-conversation.html", rows=rows) if rows else Markup("")


def _expected(talk: ConversationShown, came: Mapping[int, Became]) -> Iterator[Row]:
    """The way out of what was never asked is to ask."""
    if talk.promise is None and talk.said.expectation:
        kinds = ("ask",) if talk.me == "asker" else ("offer",)
        yield Row(talk.said.expectation, _ways(talk, talk.said.expectation, 0, kinds, came))


def _repairs(talk: ConversationShown, came: Mapping[int, Became]) -> Iterator[Row]:
    for entry in talk.said.repairs:
        if entry.act != "name_repair" or not entry.text:
            continue
        side = entry.data["side"]
        kinds = ("offer", "ask") if side == "both" else ("offer",) if side == talk.me else ("ask",)
        yield Row(entry.text, _ways(talk, entry.text, entry.version, kinds, came))


def _ways(
    talk: ConversationShown, text: str, place: int, kinds: tuple[str, ...], came: Mapping[int, Became]
) -> tuple[Next, ...]:
    if place in came:
        return (told_of(came[place]),)
    if talk.other is None or not talk.other.is_here:
        return ()
    cites, name = f"conversation:{talk.id}:{place}", {"name": first_name(talk.other.name)}
    words = {"ask": _("Ask %(name)s for it"), "offer": _("Offer this to %(name)s")}
    return tuple(
        Next(words[kind] % name, composer(kind, to=talk.other.id, outcome=text, due="", cites=cites))
        for kind in kinds
    )


def _agreed(
    found: Journal, talk: ConversationShown, viewer: Viewer, came: Mapping[UUID, tuple[Became, ...]]
) -> Iterator[Row]:
    """The dated actions of the agreement they came to, as it stands by now."""
    shown = show_journal(
        found,
        viewer=viewer,
        at=now(),
        people={one.id: one for one in (talk.asker, talk.doer)},
        there=frozenset(),  # where it is looked at is said above it
        came=came,
    )
    nexts = nexts_of(shown, viewer)
    for number, action in enumerate(shown.shown.actions, start=1):
        if number in nexts:
            yield Row(action.text or "", (nexts[number],), shown.id)


# --- under a promise ---


def under_promise(request: HttpRequest, promise: PromiseShown) -> Markup:
    viewer = viewer_of(request)
    found = trace_of(promise.id, viewer=viewer, at=now())
    if not (found.cites or found.talks):
        return Markup("")
    lines: list[tuple[str, str, str]] = []
    for one in found.cites:
        lines += _cited(one.agreement, one.talk)
    lines += [(_("You looked back at it together"), f"/conversations/{talk}", "") for talk in found.talks]
    lines += [
        (
            _("What you agreed then"),
            f"/agreements/{one.id}",
            _("In force") if one.in_force else _("Not in force"),
        )
        for one in found.agreements
    ]
    lines += [
        (one.promise.outcome, f"/promises/{one.promise.id}", stage_name(one.promise.stage))
        for one in found.later
    ]
    return fragment(request, "agreements/also-promise.html", lines=lines)


def _cited(
    agreement: AgreementShown | None, talk: ConversationShown | None
) -> Iterator[tuple[str, str, str]]:
    if agreement is not None:
        state = _("In force") if agreement.in_force else _("Not in force")
        yield _("It comes out of what you agreed"), f"/agreements/{agreement.id}", state
    if talk is not None:
        yield (
            _("and that out of a conversation") if agreement else _("It comes out of a conversation"),
            f"/conversations/{talk.id}",
            "",
        )
    if talk is not None and talk.promise is not None:
        yield _("about an earlier promise"), f"/promises/{talk.promise}", ""


TELLS: Final[dict[str, Tells]] = {"conversation": under_conversation, "promise": under_promise}
