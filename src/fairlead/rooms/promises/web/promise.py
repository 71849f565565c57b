"""The page of one promise: where it is, what done means, the story, and exactly the acts that are open.

What may not live here: deciding, statements, the form of an act (act.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.policy import Viewer
from fairlead.core.promise.law import OpenAct
from fairlead.doors import drawings
from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.rows import Choice, Event
from fairlead.doors.who import signed_in, viewer_of
from fairlead.doors.words import LABELS, stage_name
from fairlead.rooms.leaves.queries import added_to, leave_of
from fairlead.rooms.leaves.words import bar_of
from fairlead.rooms.promises.actions.sharing import share_with_team
from fairlead.rooms.promises.queries.check_ins import check_in_of
from fairlead.rooms.promises.queries.lists import Asked, promise_ids
from fairlead.rooms.promises.queries.show import PromiseShown, Told, number_of, show, show_along
from fairlead.rooms.promises.web.acts import FORMS
from fairlead.rooms.promises.web.told import ANSWERED, changes, events_of, field_name, term_words

REPLIES: Final = ("accept", "counter", "answer_by", "decline")
"""The four answers: shown together, with the same weight."""
PRESSED: Final = ("thank", "take_back")
"""Acts of one press that need no page of their own."""
CLEARER: Final = ("propose_change", "amend", "counter")
"""By which of them one's own words can be changed, where one of them is open."""
MORE_TERMS: Final = ("purpose", "background", "needs", "check_ins", "assess_by")
RARE: Final = ("note", "withdraw", "read_back", "propose_release", "revoke", "cancel")
"""Acts kept together at the end of the list."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the page says on top of the acts: whose turn, in one sentence."""

    heading: str
    words: str = ""


def readers_words(promise: PromiseShown) -> str:
    """Who can read this promise, said from the policy's own list."""
    if promise.mine is None:
        two = {"asker": first_name(promise.asker.name), "doer": first_name(promise.doer.name)}
        return _("%(asker)s, %(doer)s and you can read this.") % two
    name = {"name": first_name(promise.other.name)}
    words = _("Only you and %(name)s can read this.") % name
    if "coach" in promise.readers and promise.coach:
        name["coach"] = first_name(promise.coach.name)
        words = _("You, %(name)s and %(coach)s can read this.") % name
    elif "team" in promise.readers:
        words = _("You and %(name)s can read this.") % name
    if "team" in promise.readers:
        words = " ".join((words, _("The team sees what it is about, the date, and whether it is open.")))
    return words


def labelled(act: str, promise: PromiseShown) -> str:
    """The act's words, with a name where a person would say one."""
    name = first_name(promise.other.name)
    if act == "ask":
        return _("Ask %(name)s a question") % {"name": name}
    if act == "propose_change" and promise.me == "asker":
        return _("Let’s renegotiate")
    return str(LABELS[act])


def choices(promise: PromiseShown, *, without: frozenset[str]) -> list[Choice]:
    """The open acts as a list of moves, the usual ones first."""
    name = {"name": first_name(promise.other.name)}
    here = f"/promises/{promise.id}"
    found = [open_act.act for open_act in promise.open_acts if open_act.act not in without]
    found.sort(key=lambda act: act in RARE)
    return [
        Choice(
            f"{here}/{act}",
            FORMS[act].icon,
            labelled(act, promise),
            str(FORMS[act].hint) % name,
            FORMS[act].key,
        )
        for act in found
    ]


def _is_open(promise: PromiseShown, act: str) -> bool:
    return any(open_act.act == act for open_act in promise.open_acts)


def _what_for(promise: PromiseShown, acts: tuple[str, ...]) -> list[OpenAct]:
    return [open_act for open_act in promise.open_acts if open_act.act in acts]


def _last(promise: PromiseShown, *acts: str) -> Told | None:
    return next((told for told in reversed(promise.story) if told.act in acts), None)


def _read_back(promise: PromiseShown) -> dict[str, str] | None:
    """The last read-back of the version on the table, and what the asker said to it.

    then: where the asker can say it another way, after a word that this is not quite it. Nothing moves by itself."""
    told = next(
        (
            t
            for t in reversed(promise.story)
            if t.read_back and t.version in (promise.state.version, promise.state.in_force)
        ),
        None,
    )
    if told is None:
        return None
    answer = next((t for t in reversed(promise.story) if t.answer and t.number > told.number), None)
    name = first_name(promise.asker.name)
    whose = (
        _("Your read-back.")
        if promise.me == "doer"
        else _("%(name)s said it back.") % {"name": first_name(promise.doer.name)}
    )
    if answer and answer.answer:
        said = str(ANSWERED[answer.answer])
        reply = (
            _("You said: %(answer)s") % {"answer": said}
            if promise.me == "asker"
            else _("%(name)s said: %(answer)s") % {"name": name, "answer": said}
        )
        whose = f"{whose} {reply}"
    return {"text": told.read_back or "", "footer": whose, "then": _clearer(promise, answer)}


def _clearer(promise: PromiseShown, answer: Told | None) -> str:
    """The act by which the asker can change the words the other did not get; "": there is none to say now."""
    if promise.me != "asker" or answer is None or answer.answer == "yes":
        return ""
    return next((act for act in CLEARER if _is_open(promise, act)), "")


def turn_of(promise: PromiseShown) -> Turn:
    """Whose move it is, in a sentence."""
    name = {"name": first_name(promise.other.name)}
    if promise.state.ended:
        return Turn(stage_name(promise.state.stage), _after_the_end(promise))
    if promise.is_my_turn:
        return Turn(_("Your move"), _until_agreed(promise))
    return Turn(_("%(name)s’s move") % name, _until_agreed(promise))


def heard_no(promise: PromiseShown) -> bool:
    """The other said: not this time."""
    told = _last(promise, "decline")
    return told is not None and promise.mine is not None and promise.me != told.role


def _after_the_end(promise: PromiseShown) -> str:
    if promise.state.stage == "satisfied":
        return ""
    if not heard_no(promise):
        return _("This promise has ended. A new one can be linked to it.")
    if promise.me == "doer":
        return _("It’s a clear no, and good to know. Somebody else may be glad of it.")
    return _("It’s a clear no, and good to know. Ask someone else, or ask what would make it possible.")


def _until_agreed(promise: PromiseShown) -> str:
    if promise.state.stage.partition("/")[0] in ("CHANGE", "RELEASE"):
        return _("Until you both agree, what was agreed stands.")
    return ""


def _proposal(promise: PromiseShown, dates: Dates) -> dict[str, Any] | None:
    """What lies on the table and waits for an answer, as old and new."""
    state = promise.state
    last = _last(promise, "propose_change", "counter", "amend", "propose_release", "clarify")
    if state.stage.startswith("RELEASE"):
        return {"release": True, "changes": [], "text": last.text if last else ""}
    before = (
        state.force_terms
        if state.stage.startswith("CHANGE")
        else (last.before if last and last.before else None)
    )
    if before is None:
        return None
    differs = [(field_name(name), old, new) for name, old, new in changes(before, state.terms, dates)]
    return {"release": False, "changes": differs, "text": last.text if last else ""}


def _acts(promise: PromiseShown, events: list[Event]) -> dict[str, Any]:
    """The open acts as the page shows them: the card of what waits, and the list of the others."""
    stage = promise.state.stage.partition("/")[0]
    replies = [open_act.act for open_act in promise.open_acts if open_act.act in REPLIES]
    answering = stage in ("PROPOSED", "QUESTION", "PONDERING") and bool({"decline", "counter"} & set(replies))
    deciding = stage in ("CHANGE", "RELEASE") and _is_open(promise, "agree")
    checking = _is_open(promise, "name_gap")
    shown_apart = {*PRESSED, "confirm_read_back"}
    shown_apart |= set(REPLIES) if answering else set()
    shown_apart |= {"agree", "keep_terms", "counter"} if deciding else set()
    shown_apart |= {"declare_satisfied", "name_gap"} if checking else set()
    moves = choices(promise, without=frozenset(shown_apart))
    is_first = promise.is_my_turn and not (answering or deciding or checking or promise.state.ended)
    return {
        "labels": {act.act: labelled(act.act, promise) for act in promise.open_acts},
        "answering": answering,
        "can_accept": "accept" in replies,
        "replies": replies,
        "deciding": deciding,
        "checking": checking,
        "confirming": _is_open(promise, "confirm_read_back"),
        "taking_back": _is_open(promise, "take_back"),
        "first_move": moves.pop(0) if moves and is_first else None,
        "heard": events[-1] if events and promise.story[-1].role != promise.me else None,
        "moves": moves,
    }


def page_of(promise: PromiseShown, dates: Dates) -> dict[str, Any]:
    """Everything the page of a promise shows. While a change is talked about, what was agreed stands on top."""
    state, story = promise.state, promise.story
    terms = (state.force_terms if state.stage.startswith("CHANGE") else None) or state.terms
    events = events_of(promise, dates)
    acts = _acts(promise, events)
    words = term_words(terms, dates)
    return {
        **acts,
        "nav": "promises",
        "p": promise,
        "name": first_name(promise.other.name),
        "asker_name": promise.asker.name,
        "doer_name": promise.doer.name,
        "stage": stage_name(state.stage, is_counter=_is_counter(promise)),
        "proposal": _proposal(promise, dates)
        if acts["answering"] or acts["deciding"] or acts["taking_back"]
        else None,
        "turn": turn_of(promise),
        "readers": readers_words(promise),
        "read_back": _read_back(promise),
        "more_terms": [(field_name(n), words[n]) for n in MORE_TERMS if words[n]],
        "events": events,
        "knots": drawings.story([(told.act, told.role) for told in story], is_open=not state.ended),
        "terms": terms,
        "due": terms.due.at_utc if terms.due else None,
        "agreed_at": next((told.at for told in reversed(story) if told.agreed), None),
        "heard_no": heard_no(promise),
        "gap": state.gap if state.stage in ("GAP", "closed_with_gap") else (),
        "check_by": state.check_by,
        "early_word": early_word(promise),
        "check_in": check_in_of(promise, at=dates.now),
        "away": _away(promise, dates),
    }


def _is_counter(promise: PromiseShown) -> bool:
    opener = "asker" if promise.kind == "request" else "doer"
    return promise.state.stage == "PROPOSED" and promise.state.spoke_last != opener


def early_word(promise: PromiseShown) -> Told | None:
    """The other raised a risk and nobody has said thanks since: that is the first thing to say."""
    last = _last(promise, "flag_risk", "thank")
    is_new = last is not None and last.act == "flag_risk" and last.role != promise.me
    return last if is_new and not promise.state.ended else None


def _away(promise: PromiseShown, dates: Dates) -> str:
    other = promise.other
    name = first_name(other.name)
    if other.is_here and other.away_until and other.away_until >= dates.today and not promise.state.ended:
        return _("%(name)s is away until %(day)s.") % {"name": name, "day": dates.day(other.away_until)}
    if not other.is_here:
        return _(
            "%(name)s is no longer here. Nothing ends by itself: you can end it alone, with a word why."
        ) % {"name": name}
    return ""


@signed_in
def promise_page(request: HttpRequest, promise: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    shown = show_along(viewer=viewer, promise=promise, at=now(), with_story=True)
    template = "promises/promise.html" if shown.mine else "promises/along.html"
    beside = beside_of(shown, viewer, at=now())
    return render(request, template, part="live", **page_of(shown, dates_for(request)), **beside)


def beside_of(shown: PromiseShown, viewer: Viewer, *, at: datetime) -> dict[str, Any]:
    """Who reads along and what they asked, and whether it is the viewer's first."""
    organisation = viewer.organisation
    called = {one.id: first_name(one.name) for one in (shown.asker, shown.doer)}
    leave = leave_of("promise", shown.id, organisation=organisation, at=at)
    return {
        "along": bar_of(leave, viewer=viewer, address=f"/promises/{shown.id}/coach", called=called, at=at),
        "added": added_to("promise", shown.id, organisation=organisation),
        "is_first": _is_first(shown, viewer),
    }


def _is_first(promise: PromiseShown, viewer: Viewer) -> bool:
    """Both have just agreed, and the viewer has no other: that is worth a word."""
    has_just = promise.mine is not None and promise.story[-1].act == "accept"
    return has_just and len(promise_ids(viewer=viewer, asked=Asked(limit=2))[0]) == 1


@signed_in
def fresh(request: HttpRequest, promise: UUID) -> HttpResponse:
    """204 while nothing has happened since `number`; else the page's live part. Asked every few seconds."""
    viewer = viewer_of(request)
    known = request.GET.get("number", "")
    if str(number_of(viewer=viewer, promise=promise)) == known:
        return HttpResponse(status=204)
    shown = show(viewer=viewer, promise=promise, at=now(), with_story=True)
    beside = beside_of(shown, viewer, at=now())
    return render(
        request, "promises/promise.html", part="live", **page_of(shown, dates_for(request)), **beside
    )


@signed_in
def sharing(request: HttpRequest, promise: UUID) -> HttpResponse:
    """Letting the team see the outline of it: a page that says what that means, and one button."""
    viewer = viewer_of(request)
    if request.method == "POST":
        wanted = request.POST.get("team") == "true"
        share_with_team(viewer=viewer, promise=promise, team=wanted, at=now())
        said = _("You let the team see the outline.") if wanted else _("The team no longer sees it.")
        return go(f"/promises/{promise}", say=said)
    shown = show(viewer=viewer, promise=promise, at=now())
    name = first_name(shown.other.name)
    return render(
        request, "promises/sharing.html", nav="promises", p=shown, name=name, readers=readers_words(shown)
    )
