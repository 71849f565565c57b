"""One act of one agreement: the form it asks, or its one press. What may not live here: deciding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from fairlead.core.conversation.facts import day_of, default_look_again
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.agreements.actions.move_agreement import move_agreement
from fairlead.rooms.agreements.queries.show import AgreementShown, show
from fairlead.rooms.agreements.web import told
from fairlead.rooms.agreements.web.given import Column, actions_given, actions_typed, of_team, of_two, rows_of
from fairlead.rooms.agreements.web.new import whose
from fairlead.rooms.agreements.words import VERDICTS, label_of
from fairlead.rooms.people.queries import team_names


@dataclass(frozen=True, slots=True)
class ActForm:
    """parts: fields of the form, in order; none: one press. about: what this act does. is_versioned: it answers
    what was put there."""

    parts: tuple[str, ...] = ()
    about: Lazy | str = ""
    is_versioned: bool = False


FORMS: Final[dict[str, ActForm]] = {
    "agree": ActForm(is_versioned=True),
    "see_problem": ActForm(
        ("text",),
        lazy(
            "What would go wrong with it? Until it is changed, or you say you can live with it, it is not adopted."
        ),
        is_versioned=True,
    ),
    "change": ActForm(
        ("actions", "look_again_on"),
        lazy("What was agreed holds until the change is agreed to."),
    ),
    "withdraw": ActForm(),
    "end": ActForm(
        (),
        lazy("What it said stays readable. A new agreement can be suggested at any time."),
    ),
    "look_again": ActForm(
        ("verdict", "text"),
        lazy("Did it hold? What did you learn?"),
        is_versioned=True,
    ),
}
"""Act -> its form. A test holds the keys to the law's acts."""
SAID: Final[dict[str, Lazy]] = {
    "agree": lazy("You agreed."),
    "see_problem": lazy("Said. It waits until the problem is gone."),
    "change": lazy("Suggested. Until it is agreed to, nothing changes."),
    "withdraw": lazy("Taken back."),
    "end": lazy("Ended. What it said stays readable."),
    "look_again": lazy("Kept. What comes of it shows when everybody has looked."),
}


@signed_in
def act_page(request: HttpRequest, agreement: UUID, act: str) -> HttpResponse:
    viewer = viewer_of(request)
    if act not in FORMS:
        raise Refusal("not_found")
    shown = show(viewer=viewer, agreement=agreement, at=now())
    form = Form(request)
    if request.method == "POST":
        with form:
            version = form.number("version") if FORMS[act].is_versioned else None
            facts = given(form, FORMS[act].parts)
            move_agreement(
                viewer=viewer, agreement=agreement, act=act, version=version, facts=facts, at=now()
            )
            return go(f"/agreements/{agreement}", say=str(SAID[act]))
    return render(
        request,
        "agreements/act.html",
        status=form.status if form.is_sent or act in shown.open_acts else 409,
        **_page(form, viewer, shown, act),
    )


def given(form: Form, parts: tuple[str, ...]) -> dict[str, Any]:
    """The facts of these parts; what is blank is not given."""
    facts = {part: actions_given(form) if part == "actions" else form.text(part).strip() for part in parts}
    return {name: value for name, value in facts.items() if value}


def _page(form: Form, viewer: Viewer, shown: AgreementShown, act: str) -> dict[str, Any]:
    is_team = shown.team is not None
    team = team_names({shown.team}).get(shown.team, "") if shown.team else ""
    about = shown.change or shown.shown
    return told.values(
        a=shown,
        form=form,
        act=act,
        parts=FORMS[act].parts,
        base=f"/agreements/{shown.id}",
        title=told.title_of(shown, viewer, team),
        label=label_of(act, is_team=is_team),
        about=_about(act, is_team=is_team),
        is_open=act in shown.open_acts,
        is_versioned=FORMS[act].is_versioned,
        version=about.version,
        sides=told.sides_of(
            about.actions, of=() if is_team else shown.parties, people=shown.people, viewer=viewer
        ),
        verdicts=list(VERDICTS.items()),
        readers=told.readers_of(shown, viewer, team),
        **(_written(form, viewer, shown) if act == "change" else {}),
    )


def _about(act: str, *, is_team: bool) -> str:
    if act == "end":
        whom = (
            _("It goes on for the others, as long as it binds two of them.")
            if is_team
            else _("It ends for both of you.")
        )
        return f"{whom} {FORMS[act].about}"
    return str(FORMS[act].about)


def _written(form: Form, viewer: Viewer, shown: AgreementShown) -> dict[str, Any]:
    """The rows of both sides, with what was typed, else with what lies on the table or stands."""
    about = shown.change or shown.shown
    rows = actions_typed(form) if form.is_sent else rows_of(about.actions)
    stands_on = about.look_again_on
    ahead = stands_on if stands_on > day_of(now(), viewer.zone) else default_look_again(now(), viewer.zone)
    return {
        "columns": _columns(rows, viewer, shown),
        "people": whose(shown.team) if shown.team else [],
        "look_again_on": form.value("look_again_on") or ahead.isoformat(),
    }


def _columns(rows: list[Any], viewer: Viewer, shown: AgreementShown) -> list[Column]:
    if shown.team:
        return of_team(rows, _("What we do"))
    two = [
        (
            str(one),
            told.will(one, shown.people, viewer),
            shown.people[one].name if one in shown.people else "",
        )
        for one in shown.parties
    ]
    return of_two(rows, two)
