"""Asking and offering: one form for one or several people, drafts on the way, a link for who is not here yet.

What may not live here: the rules of terms (the law), the hints (core/clarity)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from fairlead.core.calendar import parse_moment
from fairlead.core.clarity import Draft as ClarityDraft
from fairlead.core.clarity import hints
from fairlead.core.policy import Viewer
from fairlead.doors.clarity_words import clarity_sentence
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.ids import new_id
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.typed import id_in_address, moment_given
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people.queries import people_of, shared_teams
from fairlead.rooms.people.shapes import PersonCard
from fairlead.rooms.people.web.invite import invitation_address, picture
from fairlead.rooms.promises.actions.drafts import forget_draft, keep_draft, show_draft
from fairlead.rooms.promises.actions.inviting import Invited, invite_and_ask, new_link
from fairlead.rooms.promises.actions.make_promise import Then, Wanted, make_promise
from fairlead.rooms.promises.origins import Origins
from fairlead.rooms.promises.queries.lists import Asked, promise_ids, promises_page
from fairlead.rooms.promises.queries.show import PromiseShown, show
from fairlead.rooms.promises.web.dates import read_words, shown_day, words_in
from fairlead.rooms.promises.web.forms import TermFields, fields_typed, plain, terms_given
from fairlead.rooms.promises.web.whom import named, one_called, whom

ASKS_MAX: Final = 20
"""So many open asks to one person are counted."""
STARTERS: Final = (
    lazy("Read this by Thursday and say what is unclear"),
    lazy("Send me three dates for our next talk"),
    lazy("Tell me one thing I should stop asking for"),
)


def compose(request: HttpRequest, kind: str, origins: Origins) -> HttpResponse:
    """The page to ask (kind request) or to offer. Its address is that of the room that knows the origins."""
    viewer, form = viewer_of(request), Form(request)
    if request.method == "POST":
        with form:
            if request.headers.get("X-Draft") or form.text("draft_only"):
                return _kept(request, form, viewer, kind)
            return _sent_to(request, form, viewer, kind, origins)
    return _page(request, form, viewer, kind, origins)


def _body(form: Form, viewer: Viewer, kind: str) -> dict[str, Any]:
    """What the form holds, as a draft keeps it and a promise is made of."""
    terms = terms_given(form.post, zone=viewer.zone)
    made_at = moment_given(form.text("made_at"), form.text("made_at_time"), zone=viewer.zone)
    to = ", ".join(named(form.texts("to")))
    return {
        "kind": kind,
        "to": to or None,
        "terms": {name: value for name, value in terms.items() if value not in (None, [], "")},
        "team": form.text("team") or None,
        "linked_to": form.text("linked_to") or None,
        "made_at": made_at,
        "text": form.text("text").strip() or None,
        "cites": form.text("cites").strip() or None,
    }


def _kept(request: HttpRequest, form: Form, viewer: Viewer, kind: str) -> HttpResponse:
    """Keep as a draft: by its button, or behind the writer's back while typing (then its number is answered)."""
    draft = form.id("draft")
    body = _body(form, viewer, kind)
    is_quiet = bool(request.headers.get("X-Draft"))
    if is_quiet and draft is None and not body["terms"] and not body["text"]:
        return HttpResponse(status=202)  # nothing to keep yet
    kept = keep_draft(viewer=viewer, body=body, draft=draft, at=now())
    if is_quiet:
        return JsonResponse({"draft": str(kept.id)})
    return go("/promises/drafts", say=_("Kept as a draft. Only you can read it."))


def _sent_to(request: HttpRequest, form: Form, viewer: Viewer, kind: str, origins: Origins) -> HttpResponse:
    read_words(form.post, viewer=viewer, at=now())
    body, draft = _body(form, viewer, kind), form.id("draft")
    people = whom(viewer, form.texts("to"), may_invite=form.is_ticked("new"))
    origins.check(form.text("cites"), viewer=viewer, people=people.known, at=now())
    once = form.id("once") or new_id()

    def kept(promise: UUID) -> None:
        origins.keep(form.text("cites"), viewer=viewer, promise=promise, at=now())

    made = [
        _made(viewer, body, card.id, _nth(once, number), kept) for number, card in enumerate(people.known)
    ]
    known = len(made)
    links = [_invited(viewer, body, name, _nth(once, known + n)) for n, name in enumerate(people.new)]
    if draft is not None:
        _forgotten(viewer, draft)
    if links:
        return render(request, "promises/sent.html", nav="promises", kind=kind, links=links, made=made)
    if len(made) == 1:
        name = first_name(made[0].other.name)
        return go(f"/promises/{made[0].id}", say=_("Sent. %(name)s will see it.") % {"name": name})
    return go(
        "/promises?place=asked" if kind == "request" else "/promises?place=mine",
        say=_("Sent: one promise each."),
    )


def _wanted(body: dict[str, Any], to: UUID | str, viewer: Viewer) -> Wanted:
    team = body["team"]
    if (
        team
        and isinstance(to, UUID)
        and team not in {str(shared.id) for shared in shared_teams(viewer.person, to)}
    ):
        team = None  # of several people, one may be in another team
    return Wanted(
        kind=body["kind"],
        to=to,
        terms=body["terms"],
        text=body["text"],
        team=team,
        linked_to=body["linked_to"],
        made_at=body["made_at"],
    )


def _nth(once: UUID, number: int) -> UUID:
    """The id of the promise to the nth person: a form sent twice makes the same ones, not twice as many."""
    return UUID(int=once.int + number)


def _made(viewer: Viewer, body: dict[str, Any], to: UUID, promise: UUID, then: Then) -> PromiseShown:
    wanted = replace(_wanted(body, to, viewer), then=then)
    return make_promise(viewer=viewer, wanted=wanted, at=now(), promise=promise)


def _invited(viewer: Viewer, body: dict[str, Any], name: str, promise: UUID) -> dict[str, Any]:
    is_address = "@" in name
    wanted = _wanted({**body, "team": None}, name, viewer)
    made = invite_and_ask(
        viewer=viewer,
        wanted=wanted,
        at=now(),
        name="" if is_address else name,
        email=name if is_address else "",
        promise=promise,
    )
    return _link(made)


def _link(made: Invited) -> dict[str, Any]:
    address = invitation_address(made.code)
    return {
        "name": made.promise.other.name,
        "promise": made.promise.id,
        "address": address,
        "picture": picture(address),
    }


def _forgotten(viewer: Viewer, draft: UUID) -> None:
    """The draft has been sent; if another window sent or dropped it first, it is gone already."""
    form = Form()
    with form:
        forget_draft(viewer=viewer, draft=draft)


def _page(request: HttpRequest, form: Form, viewer: Viewer, kind: str, origins: Origins) -> HttpResponse:
    begun = _begun(request, viewer)
    terms = fields_typed(form.post) if form.is_sent else _fields(begun.get("terms") or {}, request)
    to = (
        named(form.texts("to"))
        if form.is_sent
        else named(request.GET.getlist("to") or [begun.get("to") or ""])
    )
    known = _known(viewer, to)
    name = first_name(known[0].name) if len(known) == 1 == len(to) else ""
    return render(
        request,
        "promises/compose.html",
        status=form.status,
        nav="promises",
        kind=kind,
        form=form,
        terms=terms,
        to=", ".join(card.name for card in known) if len(known) == len(to) else ", ".join(to),
        to_ids=[str(card.id) for card in known] if len(known) == len(to) else [],
        name=name,
        people=people_of(viewer.organisation, limit=200),
        teams=_teams(request, viewer, known),
        draft=form.value("draft", request.GET.get("draft", "")),
        linked_to=form.value("linked_to", begun.get("linked_to") or ""),
        begun=begun,
        cites=(cites := form.value("cites", request.GET.get("cites") or begun.get("cites") or "")),
        origins=origins.choices(cites, viewer=viewer, people=known, at=now()),
        open_asks=_open_asks(viewer, kind, known),
        away=[card for card in known if card.away_until and card.away_until >= dates_for(request).today],
        once=form.value("once", new_id()),
        checks=_checks(terms, viewer, words_in(form.post, "due")),
        starters=_starters(viewer, form, to),
    )


def _open_asks(viewer: Viewer, kind: str, known: list[PersonCard]) -> int:
    """How much this one has been asked already by who writes: for the writer's eyes, before one more."""
    if kind != "request" or len(known) != 1:
        return 0
    return len(promise_ids(viewer=viewer, asked=Asked("asked", other=known[0].id, limit=ASKS_MAX))[0])


def _begun(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    """What the form begins with: a draft, an ended promise asked again, a starter, or nothing."""
    if draft := request.GET.get("draft"):
        return dict(show_draft(viewer=viewer, draft=id_in_address(draft)).body)
    if again := request.GET.get("again"):
        former = show(viewer=viewer, promise=id_in_address(again), at=now())
        terms = {**plain(former.terms), "due": None, "assess_by": None, "check_ins": [], "needs": []}
        if "to" in request.GET:  # somebody else: to them it follows nothing
            return {"terms": terms}
        team = str(former.team) if former.team else None
        return {"to": str(former.other.id), "terms": terms, "linked_to": str(former.id), "team": team}
    if outcome := request.GET.get("outcome"):
        return {"terms": {"outcome": outcome[:300], "due": request.GET.get("due", "")[:10]}}
    return {}


def _fields(terms: dict[str, Any], request: HttpRequest) -> TermFields:
    """The fields of a draft, which nobody has checked: a date that is none stays empty."""
    dates = dates_for(request)

    def pair(text: Any) -> tuple[str, str]:
        if not isinstance(text, str) or "T" not in text:
            return str(text or ""), ""
        form = Form()
        with form:
            at = parse_moment(text, zone="UTC").at_utc
            return dates.field_date(at), dates.field_clock(at)
        return "", ""

    due, due_time = pair(terms.get("due"))
    assess_by, assess_by_time = pair(terms.get("assess_by"))
    return TermFields(
        outcome=str(terms.get("outcome") or ""),
        due=due,
        due_time=due_time,
        standard=tuple(str(text) for text in terms.get("standard") or ()),
        purpose=str(terms.get("purpose") or ""),
        background=str(terms.get("background") or ""),
        needs=tuple(
            (str(need.get("text") or ""), *pair(need.get("due")))
            for need in terms.get("needs") or ()
            if isinstance(need, dict)
        ),
        check_ins=tuple(pair(text) for text in terms.get("check_ins") or ()),
        assess_by=assess_by,
        assess_by_time=assess_by_time,
    )


def _known(viewer: Viewer, to: list[str]) -> list[PersonCard]:
    with Form():  # a name that several bear is told when it is sent
        return [card for text in to if (card := one_called(viewer, text)) is not None]
    return []


def _teams(request: HttpRequest, viewer: Viewer, known: list[PersonCard]) -> list[tuple[str, str]]:
    """The teams this promise can belong to: those all named are in."""
    if not known:
        return []
    shared = [{team.id: team.name for team in shared_teams(viewer.person, card.id)} for card in known]
    of_all = set(shared[0]).intersection(*shared[1:])
    return [
        ("", _("No team")),
        *((str(team), shared[0][team]) for team in sorted(of_all, key=shared[0].__getitem__)),
    ]


def _checks(terms: TermFields, viewer: Viewer, due_words: str = "") -> list[tuple[bool, str]]:
    day = shown_day(due_words, viewer=viewer, at=now())
    draft = ClarityDraft(
        outcome=terms.outcome,
        has_due=bool(day or (terms.due and not due_words)),
        due_words=due_words,
        standard=terms.standard,
        purpose=terms.purpose,
        background=terms.background,
        language=viewer.language,
    )
    return [
        (hint.kind == "good", day if day and hint.code == "has_date" else clarity_sentence(hint))
        for hint in hints(draft)
    ]


def _starters(viewer: Viewer, form: Form, to: list[str]) -> list[str]:
    """On first use only."""
    if form.is_sent or promises_page(viewer=viewer, asked=Asked(limit=1), at=now()).rows:
        return []
    return [str(words) for words in STARTERS]


@signed_in
def checks(request: HttpRequest) -> HttpResponse:
    """The quiet hints on what is typed so far. Nothing is kept; a POST only keeps the words out of addresses."""
    found = _checks(fields_typed(request.POST), viewer_of(request), words_in(request.POST, "due"))
    return render(request, "promises/checks.html", checks=found)


@require_POST
@signed_in
def link(request: HttpRequest, promise: UUID) -> HttpResponse:
    """A new link to an ask that somebody new has not answered yet; the earlier one leads nowhere then."""
    made = new_link(viewer=viewer_of(request), promise=promise, at=now())
    return render(
        request, "promises/sent.html", nav="promises", kind=made.promise.kind, links=[_link(made)], made=[]
    )


@signed_in
def sent(request: HttpRequest) -> HttpResponse:
    return go("/promises?place=asked")


@signed_in
def forget(request: HttpRequest, draft: UUID) -> HttpResponse:
    if request.method != "POST":
        return go("/promises/drafts")
    forget_draft(viewer=viewer_of(request), draft=draft)
    return go("/promises/drafts", say=_("That draft is gone."))
