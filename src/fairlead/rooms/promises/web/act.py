"""The page of one act: its form, and what happens when it is sent. GET shows, POST moves; nothing typed is lost.

What may not live here: which acts there are (the law) and their words (acts.py)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.calendar import Moment, at_local
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.forms import Form
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.typed import moment_given
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people.queries import work_week
from fairlead.rooms.promises.actions.make_move import make_move
from fairlead.rooms.promises.queries.show import PromiseShown, show
from fairlead.rooms.promises.web.acts import FINAL, FORMS, ActForm
from fairlead.rooms.promises.web.dates import read_words
from fairlead.rooms.promises.web.forms import fields_of, fields_typed, only_changed, terms_given
from fairlead.rooms.promises.web.promise import early_word, labelled, readers_words
from fairlead.rooms.promises.web.told import changes, field_name, list_words, term_words

ANSWERS_EARLY: Final = ("thank", "note", "propose_change", "propose_release")
"""What the other says first after an early word begins with thanks; whoever would rather not takes it out."""


@signed_in
def act_page(request: HttpRequest, promise: UUID, act: str) -> HttpResponse:
    viewer = viewer_of(request)
    if act not in FORMS:
        raise Refusal("not_found")
    form = Form(request)
    if request.method == "POST":
        with form:
            return _moved(request, form, viewer, promise, act)
    shown = show(viewer=viewer, promise=promise, at=now(), with_story=True)
    return _form_page(request, form, shown, act)


def _moved(request: HttpRequest, form: Form, viewer: Viewer, promise: UUID, act: str) -> HttpResponse:
    read_words(form.post, viewer=viewer, at=now())
    is_about_terms = {"terms", "met"} & set(FORMS[act].parts)
    shown = show(viewer=viewer, promise=promise, at=now()) if is_about_terms else None
    facts = given_by(form, viewer, shown, act)
    after = make_move(
        viewer=viewer, promise=promise, act=act, version=version_of(form), facts=facts, at=now()
    )
    return go(f"/promises/{promise}", say=said_after(act, after))


def version_of(form: Form) -> int | str | None:
    text = form.text("version")
    return int(text) if text.isdecimal() and len(text) < 10 else text or None


def given_by(form: Form, viewer: Viewer, shown: PromiseShown | None, act: str) -> dict[str, Any]:
    """What was typed, as facts of the law; a field this form does not have is not given.

    shown: the promise as it stands, for a form that holds its terms."""
    parts = FORMS[act].parts
    facts: dict[str, Any] = {"text": _text(form, shown, act)}
    if "terms" in parts and shown is not None:
        facts["terms"] = _terms(form, viewer, shown) or (None if act == "clarify" else {})
    for name in ("date", "fix_by"):
        if name in parts:
            facts[name] = moment_given(form.text(name), form.text(f"{name}_time"), zone=viewer.zone)
    if "conditions" in parts:
        facts["conditions"] = [int(text) for text in form.texts("conditions") if text.isdecimal()][
            :100
        ] or None
    if "answer" in parts:
        facts["answer"] = form.text("answer") or None
    if "read_back" in parts:
        facts["read_back"] = form.text("read_back").strip() or None
    return facts


def _text(form: Form, shown: PromiseShown | None, act: str) -> str:
    said = form.text("text")
    if act == "decline" and not said.strip():
        # where somebody new arrives one box stands above both answers: what was typed there goes along with a no
        return form.text("read_back")
    if act == "report_done" and shown is not None:
        return _with_what_is_open(said, form.numbers("met"), shown.terms.standard)
    return said


def _with_what_is_open(said: str, met: list[int], points: Sequence[str]) -> str:
    """Who ticked some of the points has said of the others that they are not there: that goes along, in words."""
    still_open = [point for number, point in enumerate(points, 1) if number not in met]
    if not met or not still_open:
        return said
    words = _("Not there yet: %(points)s") % {"points": list_words(still_open)}
    return f"{said.rstrip()}\n{words}".lstrip()


def _terms(form: Form, viewer: Viewer, shown: PromiseShown) -> dict[str, Any]:
    """The fields that differ from the terms the form began with; with stale ones the law refuses anyway."""
    return only_changed(terms_given(form.post, zone=viewer.zone), shown.terms)


def said_after(act: str, after: PromiseShown) -> str:
    """One line after a move."""
    name = {"name": first_name(after.other.name)}
    said = {
        "accept": _("You have a promise."),
        "declare_satisfied": _("Kept. The ring is closed."),
        "decline": _("You said no, clearly. That is worth a lot."),
        "flag_risk": _("Said early. %(name)s knows now.") % name,
        "thank": _("Thanks said."),
    }
    return said.get(act) or _("Done. %(name)s will see it.") % name


def _form_page(request: HttpRequest, form: Form, shown: PromiseShown, act: str) -> HttpResponse:
    is_open = any(one.act == act for one in shown.open_acts)
    spec, dates = FORMS[act], dates_for(request)
    name = first_name(shown.other.name)
    if not is_open and not form.is_sent:
        return render(
            request,
            "promises/not-open.html",
            status=409,
            nav="promises",
            p=shown,
            name=name,
            label=labelled(act, shown),
        )
    return render(
        request,
        "promises/act.html",
        status=form.status,
        nav="promises",
        p=shown,
        act=act,
        form=form,
        spec=spec,
        is_open=is_open,
        label=labelled(act, shown),
        name=name,
        about=str(spec.about) % {"name": name},
        readers=readers_words(shown),
        terms=fields_typed(form.post)
        if form.is_sent and "terms" in spec.parts
        else fields_of(shown.terms, dates),
        parts=_parts(shown, spec),
        needs=next((one.needs for one in shown.open_acts if one.act == act), ()),
        ends=FINAL if act == "agree" and shown.state.stage.startswith("RELEASE") else "",
        news=_news(form, shown, dates),
        words=term_words(shown.terms, dates),
        suggested=_suggested(form, shown, act, dates),
        proposal=_proposal(shown, dates),
        begun=_("Thanks for telling me.") if act in ANSWERS_EARLY and early_word(shown) else "",
    )


def _parts(shown: PromiseShown, spec: ActForm) -> tuple[str, ...]:
    """In GAP the open points are named already; a yes of the asker has nothing to say back."""
    without = {"conditions"} if shown.state.stage == "GAP" else set()
    if shown.me == "asker":
        without.add("read_back")
    return tuple(part for part in spec.parts if part not in without)


def _news(form: Form, shown: PromiseShown, dates: Dates) -> list[tuple[str, str, str]]:
    """After stale_terms: what the person had seen, and what stands now."""
    if form.refusal is None or form.refusal.code != "stale_terms":
        return []
    seen = next((t.terms for t in shown.story if t.terms and t.version == version_of(form)), None)
    if seen is None:
        return []
    return [(field_name(name), old, new) for name, old, new in changes(seen, shown.terms, dates)]


def _proposal(shown: PromiseShown, dates: Dates) -> list[tuple[str, str, str]]:
    before = shown.state.force_terms
    if before is None or not shown.state.stage.startswith("CHANGE"):
        return []
    return [(field_name(name), old, new) for name, old, new in changes(before, shown.terms, dates)]


def _suggested(form: Form, shown: PromiseShown, act: str, dates: Dates) -> tuple[str, str]:
    """The day a form begins with: to answer, the next working day; to put right, three of them."""
    if form.is_sent or act not in ("answer_by", "agree_to_fix"):
        return form.value("date"), form.value("date_time")
    mine = shown.asker if shown.me == "asker" else shown.doer
    week = work_week(mine.organisation)
    day = week.day_after(dates.today, 1 if act == "answer_by" else 3)
    limit = shown.state.fix_by
    moment = at_local(day, time(17), mine.zone).moment
    return _within(moment, limit if act == "agree_to_fix" else None, dates)


def _within(moment: Moment, limit: Moment | None, dates: Dates) -> tuple[str, str]:
    at: datetime = min(moment.at_utc, limit.at_utc) if limit else moment.at_utc
    return dates.field_date(at), dates.field_clock(at)
