"""The page of one agreement: what it says, who has agreed, what waits, and exactly the acts that are open.

What may not live here: deciding, statements, the form of an act (act.py)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from fairlead.core.policy import Viewer
from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.rows import Choice
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.agreements.actions.hearing import heard_by_now
from fairlead.rooms.agreements.actions.sharing import teams_to_share_with
from fairlead.rooms.agreements.queries.show import AgreementShown, VersionShown, show
from fairlead.rooms.agreements.web import told
from fairlead.rooms.agreements.web.nexts import citing_of, nexts_of
from fairlead.rooms.agreements.words import VERDICTS, label_of
from fairlead.rooms.people.queries import team_names

ICONS: Final = {"see_problem": "flag", "change": "repeat", "end": "unlink", "look_again": "eye"}
PRESSED: Final = ("agree", "withdraw")
"""Acts of one press that need no page of their own."""


@signed_in
def agreement_page(request: HttpRequest, agreement: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    shown = show(viewer=viewer, agreement=agreement, at=now())
    return render(request, "agreements/agreement.html", **page_of(shown, viewer, dates_for(request)))


@signed_in
def of_conversation(request: HttpRequest, conversation: UUID) -> HttpResponse:
    """To what two agreed in this conversation, wherever it stands by now."""
    return go(f"/agreements/{heard_by_now(viewer=viewer_of(request), conversation=conversation, at=now())}")


def page_of(shown: AgreementShown, viewer: Viewer, dates: Dates) -> dict[str, Any]:
    team = team_names({shown.team}).get(shown.team, "") if shown.team else ""
    table = told.on_table(shown)
    looks = "look_again" in shown.open_acts
    waits = told.waits_for(shown, viewer)
    return told.values(
        a=shown,
        errors=[],
        base=f"/agreements/{shown.id}",
        citing=citing_of(shown),
        title=told.title_of(shown, viewer, team),
        state=told.state_of(shown, viewer, dates),
        sides=_sides(shown, shown.shown, viewer, nexts_of(shown, viewer)),
        table=table,
        changes=told.changes_of(shown, shown.change, viewer, dates) if shown.change else [],
        proposer=told.called(table.by, shown.people, viewer) if table else "",
        is_mine=table is not None and table.by == viewer.person,
        answers=_answers(shown, table or shown.shown, viewer),
        adopted_on=told.adopted_on(table, dates) if table and shown.team else "",
        waits=waits,
        agree=label_of("agree", is_team=shown.team is not None) if "agree" in shown.open_acts else "",
        version=table.version if table else shown.shown.version,
        withdraw=label_of("withdraw", is_team=shown.team is not None)
        if "withdraw" in shown.open_acts
        else "",
        looks=looks,
        looks_in=shown.looks_in if shown.looks_in and shown.shown.look_again_on <= dates.today else None,
        first="agree" if waits else "look_again" if looks else "",
        acts=_choices(shown, without="look_again" if looks and not waits else ""),
        earlier=[
            (one, _sides(shown, one, viewer)) for one in shown.versions if one.version < shown.shown.version
        ],
        looked=[
            (told.called(one.by, shown.people, viewer), one, VERDICTS[one.verdict]) for one in shown.looks
        ],
        can_share=bool(teams_to_share_with(shown, viewer)),
        readers=told.readers_of(shown, viewer, team),
        name=first_name(next((one.name for one in told.others(shown, viewer)), "")),
    )


def _sides(
    shown: AgreementShown, version: VersionShown, viewer: Viewer, nexts: Mapping[int, told.Next] | None = None
) -> list[told.Side]:
    two = () if shown.team else shown.parties
    return told.sides_of(version.actions, of=two, people=shown.people, viewer=viewer, nexts=nexts)


def _answers(shown: AgreementShown, about: VersionShown, viewer: Viewer) -> dict[str, list[Any]]:
    """Who has said what to what lies on the table, or to what stands; and who has not answered."""
    problems = {person for person, _text in about.problems}
    silent = [one for one in shown.parties if one not in problems and one not in about.agreed]
    return {
        "agreed": [told.called(one, shown.people, viewer) for one in about.agreed],
        "silent": [told.called(one, shown.people, viewer) for one in silent],
        "problems": [(told.called(one, shown.people, viewer), text) for one, text in about.problems],
    }


def _choices(shown: AgreementShown, *, without: str) -> list[Choice]:
    is_team = shown.team is not None
    return [
        Choice(f"/agreements/{shown.id}/{act}", ICONS[act], label_of(act, is_team=is_team), "", "")
        for act in shown.open_acts
        if act not in PRESSED and act != without
    ]
