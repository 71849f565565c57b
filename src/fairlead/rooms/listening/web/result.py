"""What the mirror shows, and what one can do with it there: correct it, keep one's figures, draft an ask or an offer.

Every answer is made from the form alone. What may not live here: how a figure is worded (shown.py)."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.listening.places import TO_ACT_ON, Corrected, Place, corrected
from fairlead.core.listening.words import forget
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import viewer_of
from fairlead.rooms.listening.actions.keep import keep, try_next_time
from fairlead.rooms.listening.queries.look import looked
from fairlead.rooms.listening.web.begin import start_page, who_page
from fairlead.rooms.listening.web.carried import Carried, carried, sent_only, told_apart
from fairlead.rooms.listening.web.shown import (
    ACT,
    FIRST,
    Part,
    candidate,
    draft_body,
    figure_shown,
    figures,
    first_moment,
    to_act_on,
)
from fairlead.rooms.promises.actions.drafts import keep_draft


@sent_only
def results(request: HttpRequest) -> HttpResponse:
    form, whom = Form(request), Form(request)
    with form:
        talk = told_apart(carried(form), form)
        with whom:
            if not talk.me:
                raise Refusal("missing_field", field="me")
            return _result_page(request, talk, _seen(request, talk), opened=form.text("shown"))
        return who_page(request, talk, whom)
    return start_page(request, form)


def _seen(request: HttpRequest, talk: Carried) -> Corrected:
    return corrected(looked(viewer_of(request), talk.transcript, me=talk.me, on=talk.on), talk.wrong)


def _result_page(
    request: HttpRequest,
    talk: Carried,
    seen: Corrected,
    *,
    form: Form | None = None,
    told: str = "",
    opened: str = "",
) -> HttpResponse:
    """opened: the figure one comes back from, or said something about; with the number of a part or place behind it."""
    form = form or Form(None)
    opened = (opened or "".join(talk.wrong[-1:])).partition(".")[0]
    told_figures, acting = figures(seen), to_act_on(seen)
    page = render(
        request,
        "listening/result.html",
        status=form.status,
        nav="reflect",
        form=form,
        told=told,
        talk=replace(talk, me=seen.seen.me),
        is_english=seen.seen.is_english,
        unread=talk.transcript.unread,
        moment=first_moment(seen),
        figures=[one for one in told_figures if one.is_shown],
        hidden=[one for one in told_figures if not one.is_shown],
        candidates=[candidate(one) for one in acting[:FIRST]],
        more_candidates=len(acting) > FIRST,
        opened=opened,
        is_acting=opened in (ACT, *TO_ACT_ON),
        year=(talk.on or now().date()).year,
    )
    forget()
    return page


@sent_only
def all_places(request: HttpRequest) -> HttpResponse:
    """All places of one figure, or all that sounded like a promise, a part at a time."""
    form = Form(request)
    with form:
        talk = carried(form)
        return _places_page(request, talk, _seen(request, talk), form.text("shown"))
    return start_page(request, form)


def _places_page(request: HttpRequest, talk: Carried, seen: Corrected, asked: str) -> HttpResponse:
    name = asked.partition(".")[0]
    acting = to_act_on(seen) if name == ACT else []
    figure = next((one for one in seen.figures if one.id == name), None)
    if name != ACT and (figure is None or name in TO_ACT_ON):
        raise Refusal("not_found")
    part = Part.asked(asked, len(seen.behind(figure)) if figure else len(acting))
    page = render(
        request,
        "listening/places.html",
        nav="reflect",
        talk=replace(talk, me=seen.seen.me),
        here=part,
        one=figure_shown(figure, seen, part) if figure else None,
        candidates=[candidate(place) for place in part.of(acting)],
    )
    forget()
    return page


@sent_only
def keep_page(request: HttpRequest) -> HttpResponse:
    """Keep the figures, and show the same page again: there may be more to do with the talk."""
    form = Form(request)
    with form:
        talk = carried(form)
        if talk.is_made_up:
            raise Refusal("not_found")
        seen = _seen(request, talk)
        keep(viewer=viewer_of(request), figures=seen.figures, on=talk.on, at=now())
        return _result_page(
            request, talk, seen, told=_("Kept, for you alone. The talk itself is kept nowhere.")
        )
    return start_page(request, form)


@sent_only
def next_time(request: HttpRequest) -> HttpResponse:
    form, said = Form(request), Form(request)
    with form:
        talk = carried(form)
        seen = _seen(request, talk)
        with said:
            week = try_next_time(viewer=viewer_of(request), text=said.text("next"), at=now())
            return _result_page(
                request, talk, seen, told=_("It stands in your week, %(week)s.") % {"week": week}
            )
        return _result_page(request, talk, seen, form=said)
    return start_page(request, form)


@sent_only
def to_draft(request: HttpRequest) -> HttpResponse:
    """A candidate into the composer, as a draft only its writer can read. Nobody is asked anything before they send it."""
    form = Form(request)
    with form:
        talk = carried(form)
        place = _place(_seen(request, talk), form.text("draft"))
        body = draft_body(place)
        draft = keep_draft(viewer=viewer_of(request), body=body, at=now())
        where = "offer" if body["kind"] == "offer" else "ask"
        return go(
            f"/{where}?draft={draft.id}", say=_("Your words are here as a draft. Nobody has seen them.")
        )
    return start_page(request, form)


def _place(seen: Corrected, key: str) -> Place:
    """Refusal not_found for a key of no candidate."""
    found = next(
        (
            place
            for figure in seen.figures
            if figure.id == key.partition(".")[0]
            for place in seen.behind(figure)
            if place.key == key
        ),
        None,
    )
    if found is None or found.mark is None:
        raise Refusal("not_found")
    return found
