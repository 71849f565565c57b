"""From a result to a change, as a page and as the part of a wave's page: what we saw, what we think it means, one
agreement, and what was said with its answer. What may not live here: statements, the picture (balance.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from fairlead.core.conversation.facts import default_look_again
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.ids import new_id
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.agreements.web.told import state_of
from fairlead.rooms.feedback.web.lists import age_in_words
from fairlead.rooms.people.queries import team as team_of
from fairlead.rooms.pulses.actions.after import answer_theme, draft_of, name_theme, say_meaning, suggest
from fairlead.rooms.pulses.queries.after import AfterShown, after_of
from fairlead.rooms.pulses.queries.balance import BalanceShown, balance_of
from fairlead.rooms.pulses.web.saw import saw

DECISIONS: Final[dict[str, Lazy]] = {
    "did": lazy("We did"),
    "will": lazy("We will"),
    "not_now": lazy("Not now, because"),
}
"""A test holds the keys to core/pulse/after.py."""


@signed_in
def after_page(request: HttpRequest, pulse: UUID) -> HttpResponse:
    viewer, form = viewer_of(request), Form(request, request.POST.get("act", ""))
    balance = balance_of(viewer=viewer, pulse=pulse)
    shown = after_of(balance, viewer=viewer, at=now())
    if form.is_sent:
        with form:
            return _ACTS.get(form.name, _unknown)(viewer, shown, form)
    return render(
        request,
        "pulses/after-page.html",
        status=form.status,
        nav="team",
        saw=saw(balance),
        **after_context(request, shown, balance, form),
    )


def after_context(
    request: HttpRequest, shown: AfterShown, balance: BalanceShown, form: Form | None = None
) -> dict[str, Any]:
    """What pulses/after.html needs, here and under the picture."""
    viewer, dates = viewer_of(request), dates_for(request)
    team = team_of(viewer, shown.team)
    held = [(one, state_of(one, viewer, dates)) for one in shown.agreements]
    return {
        "follow": shown,
        "form": form or Form(),
        "team": team,
        "mine": next((one.text for one in shown.thoughts if one.is_mine), ""),
        "agreed": held,
        "waits": [(one, age_in_words(one.days)) for one in shown.themes if not one.decision],
        "answered": [one for one in shown.themes if one.decision],
        "comments_wait": _comments_wait(shown, balance, dates.days_until(shown.closes_on)),
        "decisions": list(DECISIONS.items()),
        "once": new_id(),
        "look_again_on": default_look_again(now(), viewer.zone).isoformat(),
        "team_reads": _("Everybody in %(team)s can read this.") % {"team": team.name},
        "signed": _("Everybody in %(team)s can read this, and that you wrote it.") % {"team": team.name},
    }


def _comments_wait(shown: AfterShown, balance: BalanceShown, days: int) -> str:
    """Since when there have been comments of which nobody has named anything yet. Empty: there is nothing to name."""
    if shown.themes or not balance.comments:
        return ""
    return age_in_words(max(-days, 0))


# --- what is sent ---


def _say_meaning(viewer: Viewer, shown: AfterShown, form: Form) -> HttpResponse:
    say_meaning(viewer=viewer, pulse=shown.pulse, text=form.text("meaning"), at=now())
    return _back(shown, _("Saved."))


def _name_theme(viewer: Viewer, shown: AfterShown, form: Form) -> HttpResponse:
    name_theme(viewer=viewer, pulse=shown.pulse, text=form.text("said"), theme=form.id("once"), at=now())
    return _back(shown, _("Written down. It waits for an answer by those who lead the team."))


def _answer(viewer: Viewer, shown: AfterShown, form: Form) -> HttpResponse:
    theme = form.id("of")
    if theme is None:
        raise Refusal("not_found")
    decision = form.text("decision")
    answer_theme(
        viewer=viewer,
        pulse=shown.pulse,
        theme=theme,
        decision=decision,
        text=form.text("answer"),
        on=None if decision == "did" else form.text("on"),
        at=now(),
    )
    return _back(shown, _("Answered. The whole team can read it."))


def _agree(viewer: Viewer, shown: AfterShown, form: Form) -> HttpResponse:
    """To the whole team; or, with another button of the same form, as the draft of an ask or an offer."""
    way, words = form.text("as"), form.text("actions")
    if way in ("ask", "offer"):
        kind = {"ask": "request", "offer": "offer"}[way]
        draft = draft_of(viewer=viewer, pulse=shown.pulse, kind=kind, text=words, at=now())
        return go(f"/{way}?draft={draft}")
    made = suggest(
        viewer=viewer,
        pulse=shown.pulse,
        text=words,
        look_again_on=form.text("look_again_on"),
        agreement=form.id("once"),
        at=now(),
    )
    return go(f"/agreements/{made}", say=_("Suggested. Everybody in the team is asked."))


def _unknown(_viewer: Viewer, _shown: AfterShown, _form: Form) -> HttpResponse:
    raise Refusal("bad_field", field="act")


def _back(shown: AfterShown, say: str) -> HttpResponse:
    return go(f"/pulses/{shown.pulse}/after", say=say)


_ACTS: Final[dict[str, Callable[[Viewer, AfterShown, Form], HttpResponse]]] = {
    "meaning": _say_meaning,
    "theme": _name_theme,
    "answer": _answer,
    "agree": _agree,
}
