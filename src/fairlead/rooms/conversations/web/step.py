"""The page of one act: its form, and what happens when it is sent. GET shows, POST takes the step; nothing typed is lost.

What may not live here: which acts there are (the law) and their words (forms.py)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.conversation.codes import UNASKED
from fairlead.core.conversation.facts import default_look_again
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.conversations.queries.show import ConversationShown, show, tag_of
from fairlead.rooms.conversations.queries.team_codes import offered_here
from fairlead.rooms.conversations.web.forms import FORMS
from fairlead.rooms.conversations.web.given import SPARE, given_by
from fairlead.rooms.conversations.web.record import record_of
from fairlead.rooms.conversations.web.talk import about, label_of, pact_of, place_of, readers_words, title_of
from fairlead.rooms.conversations.words import CODES as CODE_WORDS
from fairlead.rooms.conversations.words import MODES
from fairlead.rooms.people.queries import people_of


@signed_in
def step_page(request: HttpRequest, conversation: UUID, act: str) -> HttpResponse:
    viewer = viewer_of(request)
    if act not in FORMS:
        raise Refusal("not_found")
    tag = tag_of(viewer=viewer, conversation=conversation, at=now())
    talk = show(viewer=viewer, conversation=conversation, at=now())
    if talk.other is None:
        raise Refusal("not_found")  # who reads along takes no step
    form = Form(request)
    if request.method == "GET" and FORMS[act].is_press:
        return go(place_of(talk))  # the button stands beside what it answers, nowhere else
    if request.method == "POST":
        with form:
            _taken(form, viewer, talk, act)
            return go(f"{place_of(talk)}#sent")
    return _form_page(request, form, talk, act, tag)


def _taken(form: Form, viewer: Viewer, talk: ConversationShown, act: str) -> None:
    take_step(
        viewer=viewer,
        conversation=talk.id,
        act=act,
        version=_seen(form, talk, act),
        facts=given_by(form, talk, FORMS[act].parts),
        at=now(),
    )


def _seen(form: Form, talk: ConversationShown, act: str) -> int | None:
    """The version to be held to. A page is stale only for what this act answers, so that both can press at once."""
    spec, seen = FORMS[act], next(iter(form.numbers("version")), None)
    if not spec.answers or seen is None:
        return None
    answered = [one.version for one in talk.said.entries if one.role != talk.me and one.act in spec.answers]
    if max(answered, default=0) > seen:
        return seen
    return talk.version if spec.is_press else None


def _form_page(request: HttpRequest, form: Form, talk: ConversationShown, act: str, tag: str) -> HttpResponse:
    viewer = viewer_of(request)
    spec = FORMS[act]
    found = next((one for one in talk.open_acts if one.act == act), None)
    promise = about(talk, viewer)
    name = first_name(talk.other.name) if talk.other else ""
    needs = found.needs if found else ()
    return render(
        request,
        "conversations/step.html",
        status=form.status if form.is_sent or found else 409,
        nav="promises",
        t=talk,
        tag=tag,
        record=record_of(promise, dates_for(request)),
        p=promise,
        act=act,
        form=form,
        spec=spec,
        parts=_parts(talk, spec.parts, found and (*needs, *found.may)),
        needs=needs,
        is_open=found is not None,
        label=label_of(act, talk),
        about=str(spec.about) % {"name": name},
        name=name,
        subject=title_of(talk, promise),
        told=talk.said,
        modes=list(MODES.items()),
        pact=pact_of(talk, talk.said.agreement) if act == "look_again" else None,
        is_proposal=False,
        itself="",
        base=f"/conversations/{talk.id}",
        back=place_of(talk),
        readers=_readers(talk, act, name),
        **_choices(form, viewer, talk, act),
    )


def _parts(talk: ConversationShown, parts: tuple[str, ...], taken: Any) -> tuple[str, ...]:
    """Only those the law takes now: there are no points to answer where none was marked."""
    known = set(taken or parts) | ({"answers"} if talk.said.points else set())
    return tuple(part for part in parts if part in known and (part != "answers" or talk.said.points))


def _readers(talk: ConversationShown, act: str, name: str) -> str:
    """Who reads what is typed here, and when."""
    if act in ("state_picture", "give_causes", "look_again"):
        return _("%(name)s reads it when both are in, not before.") % {"name": name}
    if act == "talk_in_person" and talk.me == "asker":
        return _("%(name)s reads it once both of you choose this.") % {"name": name}
    return readers_words(talk)


def _choices(form: Form, viewer: Viewer, talk: ConversationShown, act: str) -> dict[str, Any]:
    """What a form offers to choose from, and what it begins with."""
    two = (talk.asker.id, talk.doer.id)
    others = people_of(viewer.organisation) if act == "invite_facilitator" else ()
    return {
        "people": [("", ""), *((str(one.id), one.name) for one in others if one.id not in two)],
        "codes": _codes(viewer, talk) if act == "give_causes" else [],
        "unanswered": [one for one in talk.said.questions if not one.answers],
        "shown_again": talk.notes.get(talk.shown_again or 0, ""),
        **(_agreement(form, viewer, talk) if act == "propose_agreement" else {}),
    }


def _codes(viewer: Viewer, talk: ConversationShown) -> list[tuple[str, str]]:
    """What the team is offered, by its own words where it has some. Where nothing was asked, that comes first."""
    offered = offered_here(viewer=viewer, conversation=talk.id, at=now())
    if talk.promise is None:
        offered = tuple(sorted(offered, key=lambda one: one.code != UNASKED))
    return [(one.code, one.label or str(CODE_WORDS[one.code])) for one in offered]


def _agreement(form: Form, viewer: Viewer, talk: ConversationShown) -> dict[str, Any]:
    """Rows for both sides: what was typed, else what lies on the table, and empty ones."""
    offer = talk.said.proposal or talk.said.agreement
    sides = []
    for role, person in (("doer", talk.doer), ("asker", talk.asker)):
        typed = list(zip(form.texts(f"action-{role}"), form.texts(f"due-{role}"), strict=False))
        there = (
            [(one.text, (one.due or "")[:10]) for one in offer.actions if one.by == person.id]
            if offer
            else []
        )
        rows = [pair for pair in typed if pair[0]] if form.is_sent else there
        title = _("You will") if role == talk.me else _("%(name)s will") % {"name": first_name(person.name)}
        sides.append((role, title, person.name, [*rows, *([("", "")] * SPARE)]))
    day = offer.look_again_on if offer else default_look_again(now(), viewer.zone)
    return {"sides": sides, "look_again_on": form.value("look_again_on") or day.isoformat()}
