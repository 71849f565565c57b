"""The page of one conversation: where it is, whose word is awaited, and everything the reader may read of it.

What may not live here: deciding, what may be read (core.conversation.shown), the form of an act (step.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _

from fairlead.core.conversation import agenda
from fairlead.core.conversation.shown import Action, Offer
from fairlead.core.conversation.summary import STEPS as SUMMED_UP
from fairlead.core.policy import Viewer
from fairlead.core.promise.rules import Role
from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.doors.words import stage_name, written
from fairlead.rooms.conversations.queries.show import ConversationShown, Glance, glance_at, show
from fairlead.rooms.conversations.web.forms import ALONE, ALWAYS, FORMS, PROMPTS
from fairlead.rooms.conversations.web.line import Names, beside_the_line, line_of
from fairlead.rooms.conversations.web.record import record_of
from fairlead.rooms.conversations.web.summary import rows_of
from fairlead.rooms.conversations.words import AGAIN, ENDS, MODES, act_words, step_words
from fairlead.rooms.leaves.queries import added_to
from fairlead.rooms.leaves.words import Bar, reading_along
from fairlead.rooms.people.shapes import PersonCard
from fairlead.rooms.promises.queries.show import PromiseShown
from fairlead.rooms.promises.queries.show import show as show_promise

BESIDES: Final = frozenset(
    {"cause_sentence", "name_cost", "ask_question", "another_time", "not_this_one", "own_statement",
     "nothing_to_change", "talk_in_person"}
)  # fmt: skip
"""Acts that need not be done for the step to be left, or that end it another way."""
BY_THE_BAR: Final = frozenset({"invite_facilitator", "agree_facilitator", "end_facilitator"})
"""Acts about who reads along: they have a bar and a page of their own."""
HEADINGS: Final = tuple(dict.fromkeys(agenda.HEADINGS.values()))


@dataclass(frozen=True, slots=True)
class Choice:
    """An act as the page offers it. is_press: one press here, without a page of its own."""

    act: str
    label: str
    icon: str
    is_press: bool
    is_versioned: bool


def choices(talk: ConversationShown) -> list[Choice]:
    """What is open of the step itself: what leads on first, then what would be said once more, then what besides."""
    found = [one.act for one in talk.open_acts if one.act not in ALWAYS and one.act not in ALONE]
    found.sort(key=lambda act: (act in BESIDES, _is_again(act, talk)))
    return [_choice(talk, act) for act in found]


def at_any_time(talk: ConversationShown) -> list[Choice]:
    open_ones = {one.act for one in talk.open_acts} - BY_THE_BAR
    return [_choice(talk, act) for act in ALWAYS if act in open_ones]


def _choice(talk: ConversationShown, act: str) -> Choice:
    spec = FORMS[act]
    return Choice(act, label_of(act, talk), spec.icon, spec.is_press, bool(spec.answers))


def label_of(act: str, talk: ConversationShown) -> str:
    """What its button says here."""
    return str(act_words(act, is_there=_is_again(act, talk)))


def _is_again(act: str, talk: ConversationShown) -> bool:
    """Whether what this makes is there already."""
    return act in AGAIN and talk.has_made(act)


def about(talk: ConversationShown, viewer: Viewer) -> PromiseShown | None:
    """The promise it is about, with its story: the record beside every step."""
    if talk.promise is None or talk.mine is None:
        return None
    people = {one.id: one for one in (talk.asker, talk.doer)}
    return show_promise(viewer=viewer, promise=talk.promise, at=now(), with_story=True, people=people)


def place_of(talk: ConversationShown) -> str:
    """Where the conversation goes on after a step: on the one screen for both, where they sit together."""
    here = f"/conversations/{talk.id}"
    return f"{here}/room" if talk.mode == "room" and talk.version else here


def title_of(talk: ConversationShown, promise: PromiseShown | None) -> str:
    if talk.mine is None and talk.said.expectation is None:
        return _("A promise, looked back at")  # whose words are shared only if the promise is
    return (promise.terms.outcome if promise else talk.said.expectation) or str(
        _("What was written here has been erased.")
    )


def steps_of(talk: ConversationShown) -> list[tuple[str, str, str]]:
    """The four headings: (what is done there, by whom, done | now | to come)."""
    names = {
        "prepare": (_("Prepare"), _("each alone")),
        "listen": (_("Listen"), _("%(name)s first") % {"name": _name(talk, "doer")}),
        "find_the_cause": (_("Find the cause"), _("in the process")),
        "agree": (_("Agree"), _("both sides")),
    }
    place = HEADINGS.index(talk.heading)
    state = ("done", "now", "")
    return [
        (
            *names[one],
            state[0] if number < place or talk.ended == "closed" else state[1 if number == place else 2],
        )
        for number, one in enumerate(HEADINGS)
    ]


def _name(talk: ConversationShown, role: Role) -> str:
    if role == talk.me:
        return _("You")
    return first_name((talk.asker if role == "asker" else talk.doer).name)


def turn_of(talk: ConversationShown) -> str:
    """Whose word is awaited, in a sentence."""
    if talk.ended:
        return str(ENDS[talk.ended])
    if talk.paused_until:
        return _("Paused")
    if talk.is_my_turn:
        return _("Your turn")
    if talk.waiting_for:
        both = (talk.asker, talk.doer)
        awaited = [first_name(one.name) for one in both if one.id in talk.waiting_for]
        two = _("%(one)s and %(other)s") % {"one": awaited[0], "other": awaited[-1]}
        return _("Waiting for %(name)s") % {"name": two if len(awaited) > 1 else awaited[0]}
    return step_of(talk)


def step_of(talk: ConversationShown) -> str:
    doer, asker = first_name(talk.doer.name), first_name(talk.asker.name)
    return step_words(talk.step, doer=doer, asker=asker, me=talk.me)


def pact_of(talk: ConversationShown, offer: Offer | None) -> dict[str, Any] | None:
    """An agreement in two columns: what the doer will do, what the asker will."""
    if offer is None:
        return None
    return {
        "version": offer.version,
        "by": _name(talk, offer.by),
        "role": offer.by,
        "is_mine": offer.by == talk.me,
        "look_again_on": offer.look_again_on,
        "sides": [
            (role, _("You will") if role == talk.me else _("%(name)s will") % {"name": _name(talk, role)}, person.name,
             [_action(one) for one in offer.actions if one.by == person.id])
            for role, person in _sides(talk)
        ],
    }  # fmt: skip


def _how(talk: ConversationShown, dates: Dates) -> str:
    """As the last invitation said, and the other day that was answered with."""
    sent = [one for one in talk.said.entries if one.act == "invite"]
    if not sent:
        return ""
    said = [str(MODES[sent[-1].data["mode"]])]
    if day := sent[-1].data.get("date"):
        said.append(dates.day(date.fromisoformat(day)))
    if talk.step == "open" and talk.answer_on:
        said.append(_("another time: %(day)s") % {"day": dates.day(talk.answer_on)})
    return " · ".join(said)


def _invited(talk: ConversationShown) -> str:
    """To whoever is asked whether they want to talk at all."""
    if talk.step != "open" or talk.ended or talk.other is None or talk.me == talk.opener:
        return ""
    return _("Each answer is as good as the others. A no needs no reason and is counted nowhere.")


def _itself(promise: PromiseShown | None, dates: Dates) -> str:
    """How the promise they talk about stands by now; its own acts go on beside the conversation."""
    if promise is None:
        return ""
    due, state = promise.terms.due, stage_name(promise.state.stage)
    if promise.state.ended or due is None:
        return state
    return _("%(state)s, by %(day)s") % {"state": state, "day": dates.day(due.at_utc)}


def _sides(talk: ConversationShown) -> tuple[tuple[Role, PersonCard], ...]:
    return ("doer", talk.doer), ("asker", talk.asker)


def _action(action: Action) -> dict[str, Any]:
    return {"text": action.text, "due_on": date.fromisoformat(action.due[:10]) if action.due else None}


def page_of(
    talk: ConversationShown,
    promise: PromiseShown | None,
    glance: Glance,
    dates: Dates,
    *,
    is_all: bool = False,
) -> dict[str, Any]:
    """is_all: everything that was said, in place of the summary of it."""
    names: dict[Role, str] = {"doer": _name(talk, "doer"), "asker": _name(talk, "asker")}
    said, itself = talk.said, _itself(promise, dates)
    return {
        "nav": "promises",
        "t": talk,
        "told": said,
        "p": promise,
        "record": record_of(promise, dates),
        "tag": glance.tag,
        "subject": title_of(talk, promise),
        "base": f"/conversations/{talk.id}",
        "name": first_name(talk.other.name) if talk.other else "",
        "doer": names["doer"],
        "asker": names["asker"],
        "steps": steps_of(talk),
        "how": _how(talk, dates),
        **_to_do(talk, dates),
        **_read(talk, promise, names, itself, is_all=is_all),
        "to_sign": _to_sign(talk, names),
        "pact": pact_of(talk, said.proposal) or pact_of(talk, said.agreement),
        "is_proposal": said.proposal is not None,
        "itself": itself,
        "prompts": _prompts(talk),
        "gates": _gate(talk),
        "readers": readers_words(talk) if talk.version else _("Only you know of this so far."),
        "along": _along(talk),
        "added": added_to("conversation", talk.id, organisation=talk.asker.organisation)
        if glance.has_added
        else (),
    }


def _to_do(talk: ConversationShown, dates: Dates) -> dict[str, Any]:
    acts = choices(talk)
    is_mine = (talk.is_my_turn or talk.paused_until is not None) and bool(acts)
    step, turn, invited = step_of(talk), turn_of(talk), _invited(talk)
    return {
        "step": step,
        "invited": invited,
        "turn": turn,
        "hint": _hint(talk, invited or (step if step != turn else ""), dates),
        "first": acts[0] if is_mine else None,
        "acts": acts[1:] if is_mine else acts,
        "always": at_any_time(talk),
        "is_coach_wanted": any(one.act == "invite_facilitator" for one in talk.open_acts),
    }


def _read(
    talk: ConversationShown, promise: PromiseShown | None, names: Names, itself: str, *, is_all: bool
) -> dict[str, Any]:
    """In the middle: from the close on the summary, else everything by now."""
    summary = talk.summary
    promised = _("What was promised") if talk.said.expectation is None else _("What was understood")
    if summary is None or is_all:
        latest = {one.role: one for one in talk.said.causes}
        line, beside = line_of(latest, names), beside_the_line(latest, names)
        is_alone = any(one.act == "give_causes" and not one.is_shared for one in talk.said.entries)
        whole = {"promised": promised, "line": line, "beside": beside, "is_alone": is_alone}
        return {"is_all": summary is not None, "summary": [], **whole}
    points = [*map(written, (promise.state.force_terms or promise.terms).standard)] if promise else []
    hers = _("Your own part") if talk.me == "asker" else _("%(name)s’s own part") % {"name": names["asker"]}
    rows = rows_of(summary, names=names, promised=promised, own_part=hers, points=points, itself=itself)
    return {"is_all": False, "summary": rows}


def _hint(talk: ConversationShown, now_at: str, dates: Dates) -> str:
    """Under whose turn it is: where they are and until when; after an end what it leaves."""
    if talk.ended:
        return {
            "closed": _("Both of you have closed it."),
            "not_this_one": _("That is a clear word, and nothing follows from it."),
            "stopped": _("What both could read by then stays here, the rest stays with whoever wrote it. Either of you can begin anew."),
        }[talk.ended]  # fmt: skip
    days = [_("until %(day)s") % {"day": dates.day(talk.paused_until)}] if talk.paused_until else []
    if talk.step == "look_again" and talk.look_again_on:
        days.append(dates.day(talk.look_again_on))
    return " · ".join(part for part in (now_at, *days) if part)


def _prompts(talk: ConversationShown) -> list[tuple[int, str]]:
    """What one is asked alone, by number; from the close on only what one wrote to it."""
    prompts = enumerate(PROMPTS.get(talk.me, ()), start=1)
    is_over = talk.ended is not None or talk.step in SUMMED_UP
    return [(number, str(words)) for number, (words, _hint) in prompts if not is_over or number in talk.notes]


def _to_sign(talk: ConversationShown, names: Names) -> str:
    """Whose the sentence is so far, for the other to sign; "" where there is nothing to sign."""
    said = talk.said
    if not said.sentence or said.sentence_in_both_names:
        return ""
    by = next(one.role for one in reversed(said.entries) if one.act == "cause_sentence")
    is_open = any(one.act == "cause_sentence" for one in talk.open_acts)
    return names[by] if is_open and by != talk.me else ""


def readers_words(talk: ConversationShown) -> str:
    """Who can read what both can, said from the policy's own list."""
    if talk.other is None:
        two = {"asker": first_name(talk.asker.name), "doer": first_name(talk.doer.name)}
        return _("%(asker)s, %(doer)s and you can read this.") % two
    name = {"name": first_name(talk.other.name)}
    if talk.facilitator:
        name["coach"] = first_name(talk.facilitator.name)
        return _("You, %(name)s and %(coach)s can read this.") % name
    return _("Only you and %(name)s can read this.") % name


def _along(talk: ConversationShown) -> Bar | None:
    """The law's own acts, as the bar that everything has that is read along with."""
    here = f"/conversations/{talk.id}"
    if talk.other is None:
        return reading_along(f"{here}/coach", until=talk.leave_ends_at)
    open_ones = {one.act for one in talk.open_acts}
    if talk.facilitator:
        words = {"coach": first_name(talk.facilitator.name)}
        text = _("%(coach)s can read this page.") % words
        return Bar(text, f"{here}/end_facilitator", {}, until=talk.leave_ends_at)
    if talk.suggested is None:
        return None
    words = {"coach": first_name(talk.suggested.name), "name": first_name(talk.other.name)}
    if "agree_facilitator" in open_ones:
        return Bar(
            _("%(name)s would like %(coach)s to read along.") % words, f"{here}/coach", link=_("Answer")
        )
    text = _("You suggested %(coach)s. Nothing is shown until %(name)s says yes, too.") % words
    return Bar(text, f"{here}/coach", link=_("Change"))


def _gate(talk: ConversationShown) -> str:
    """What the asker's closed box says until the doer was heard."""
    if talk.me != "asker" or talk.said.is_heard or talk.step not in ("restore", "gap", "listen"):
        return ""
    return _("%(name)s speaks first. Your account opens after %(name)s says you heard them.") % {
        "name": _name(talk, "doer")
    }


@signed_in
def talk_page(request: HttpRequest, conversation: UUID) -> HttpResponse:
    return _written(
        request, glance_at(viewer=viewer_of(request), conversation=conversation, at=now()), conversation
    )


@signed_in
def fresh(request: HttpRequest, conversation: UUID) -> HttpResponse:
    """204 while nothing has changed for this reader since `tag`, 304 for who sends it as If-None-Match; else the page's
    live part. Asked every three seconds."""
    glance = glance_at(viewer=viewer_of(request), conversation=conversation, at=now())
    quoted = quote_etag(glance.tag)
    if quoted in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
        return HttpResponse(status=304, headers={"ETag": quoted})
    if request.GET.get("tag") == glance.tag:
        return HttpResponse(status=204, headers={"ETag": quoted})
    answer = _written(request, glance, conversation)
    answer["ETag"] = quoted
    return answer


def _written(request: HttpRequest, glance: Glance, conversation: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    talk = show(viewer=viewer, conversation=conversation, at=now(), has_notes=glance.has_notes)
    page = page_of(talk, about(talk, viewer), glance, dates_for(request), is_all="all" in request.GET)
    return render(request, "conversations/talk.html", part="live", **page)
