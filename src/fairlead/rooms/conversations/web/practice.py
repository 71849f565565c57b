"""A broken promise to play the conversation with, alone: made up, marked as such, and stored nowhere.

One's own moves travel in the page's form; the other's follow from them. What may not live here: deciding (the law)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from fairlead.core.conversation import agenda
from fairlead.core.conversation.facts import default_look_again
from fairlead.core.conversation.journal import Conversation
from fairlead.core.conversation.practice import OTHER, YOU, Move, Words, begun, open_to_me, played
from fairlead.core.conversation.shown import Entry, shown
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.conversations.web.forms import FORMS
from fairlead.rooms.conversations.words import ACTS, CODES, said_words, step_words

NAME: Final = "Ben"
MOVES_MAX: Final = 40
OFFERED: Final = (
    "OUTCOME_UNCLEAR", "STANDARD_UNSHARED", "PRESSED_YES", "NOT_READ_BACK", "CAPACITY_UNCHECKED", "PRIORITIES_MOVED",
    "LATE_WARNING",
)  # fmt: skip


def promise() -> dict[str, Any]:
    return {
        "outcome": _("The handover notes for the night shift"),
        "due": _("by Thursday noon"),
        "points": (_("A page for each machine"), _("The order of the valves of the mixer")),
        "happened": _("They came on Monday, and the page of the mixer was not among them."),
    }


def _words() -> Words:
    return Words(
        picture=_("Notes for all nine machines, by Thursday noon."),
        account=_(
            "On Tuesday the press in hall two stopped, twice. I have the only key of the cabinet, so I stood there. I wanted"
            " to write at home on Wednesday, and then my daughter had a fever."
        ),
        point=_("The last time somebody spoke up early, it became a meeting of five people"),
        answer=_(
            "Two lines and an okay would have been enough. And to know which page the night shift needs first."
        ),
        lacking=_(
            "Nearly. The key is missing: I have the only one, so everything else stops when the press does."
        ),
        keys=("key", "schlüssel"),
    )


@signed_in
def practice(request: HttpRequest) -> HttpResponse:
    """GET begins; POST takes one more step. What the law refuses comes back with what was typed."""
    zone, form, at = viewer_of(request).zone, Form(request), now()
    moves = form.texts("move")[:MOVES_MAX]
    here = (
        played([_move(QueryDict(one), at, zone) for one in moves], _words(), at=at, zone=zone)
        if moves
        else begun(at=at)
    )
    if form.is_sent and form.text("act"):
        with form:
            more = [*moves, _written(form)]
            here = played([_move(QueryDict(one), at, zone) for one in more], _words(), at=at, zone=zone)
            return _page(request, here, more, Form(None))
    return _page(request, here, moves, form)


PARTS: Final = ("act", "text", "was_a_yes", "conditions", "codes", "mine", "theirs", "answer")


def _written(form: Form) -> str:
    """One's own move as one short text, for the next page to carry."""
    kept = QueryDict(mutable=True)
    for part in PARTS:
        kept.setlist(part, form.texts(part))
    return kept.urlencode()


def _move(given: QueryDict, at: Any, zone: str) -> Move:
    act = given.get("act", "")
    return act, _FACTS[act](given, at, zone) if act in _FACTS else {}


def _text(given: QueryDict, _at: Any, _zone: str) -> dict[str, Any]:
    return {"text": given.get("text", "")}


def _agreement(given: QueryDict, at: Any, zone: str) -> dict[str, Any]:
    sides = ((OTHER, given.get("theirs", "")), (YOU, given.get("mine", "")))
    return {
        "actions": [{"by": str(who), "text": text, "due": None} for who, text in sides if text.strip()],
        "look_again_on": default_look_again(at, zone).isoformat(),
        "answers": [{"point": 1, "text": given.get("answer", "")}],
    }


_FACTS: Final[dict[str, Callable[[QueryDict, Any, str], dict[str, Any]]]] = {
    "invite": lambda given, _at, _zone: {"purpose": given.get("text", ""), "mode": "days"},
    "state_picture": lambda given, _at, _zone: {
        "text": given.get("text", ""),
        "was_a_yes": {"yes": True, "no": False}.get(given.get("was_a_yes", "")),
    },
    "state_gap": lambda given, _at, _zone: {
        "text": given.get("text", ""),
        "conditions": [int(one) for one in given.getlist("conditions") if one in ("1", "2")],
    },
    "ask_question": _text,
    "read_back": _text,
    "own_part": _text,
    "give_account": _text,
    "give_causes": lambda given, _at, _zone: {"codes": given.getlist("codes")},
    "name_repair": lambda given, _at, _zone: {"text": given.get("text", ""), "side": "both"},
    "propose_agreement": _agreement,
}


def _page(request: HttpRequest, here: Conversation, moves: list[str], form: Form) -> HttpResponse:
    told = shown(here, "asker")
    acts = open_to_me(here, at=now(), zone=viewer_of(request).zone)
    place = list(dict.fromkeys(agenda.HEADINGS.values())).index(agenda.HEADINGS[here.step])
    names = (_("Prepare"), _("Listen"), _("Find the cause"), _("Agree"))
    return render(
        request,
        "conversations/practice.html",
        status=form.status,
        nav="reflect",
        form=form,
        moves=moves,
        p=promise(),
        step=step_words(here.step, doer=NAME, asker=_("You"), me="asker"),
        steps=[(name, "done" if n < place else "now" if n == place else "") for n, name in enumerate(names)],
        acts=[{"name": act, "label": ACTS[act], "form": FORMS[act], "about": _about(act)} for act in acts],
        is_over=here.step == "look_again",
        lines=[_line(entry) for entry in told.entries] if told else [],
        codes=[(code, CODES[code]) for code in OFFERED],
    )


def _about(act: str) -> str:
    about = str(FORMS[act].about)
    return about % {"name": NAME} if "%(" in about else about


def _line(entry: Entry) -> tuple[str, str, list[str]]:
    """(who, what they did, their words)."""
    said = [
        entry.words.get("purpose"),
        entry.text,
        *entry.words.get("actions", ()),
        *entry.words.get("answers", ()),
    ]
    said += [str(CODES[code]) for code in entry.words.get("codes", ()) if code in CODES]
    said += [_("Point: %(words)s") % {"words": one} for one in entry.words.get("points", ())]
    return (
        _("You") if entry.role == "asker" else NAME,
        str(said_words(entry.act, entry.data)),
        [one for one in said if one],
    )
