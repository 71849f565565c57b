"""What becomes of an action as a promise: where that is by now, the one press that makes it, or the way to write it.

What may not live here: making it (actions/citing.py), HTML."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from fairlead.core.policy import Viewer
from fairlead.doors.names import first_name
from fairlead.doors.words import stage_name
from fairlead.rooms.agreements.actions.citing import is_promisable
from fairlead.rooms.agreements.queries.cited import Became
from fairlead.rooms.agreements.queries.show import Action, AgreementShown
from fairlead.rooms.agreements.web.told import Next


def composer(kind: str, *, to: UUID | None, outcome: str, due: str, cites: str) -> str:
    """The form for an ask or an offer, with what is known already in it."""
    given = {"to": str(to) if to else "", "outcome": outcome, "due": due, "cites": cites}
    return f"/{kind}?{urlencode({name: value for name, value in given.items() if value})}"


def told_of(one: Became) -> Next:
    return Next(stage_name(one.promise.stage), f"/promises/{one.promise.id}")


def nexts_of(shown: AgreementShown, viewer: Viewer) -> dict[int, Next]:
    """By the number of the action, of what stands now. What became of the same words in an earlier version counts."""
    came = {key: one for one in shown.promises if (key := _words_of(one, shown)) is not None}
    nexts = {
        number: told_of(came[(action.by, action.text)])
        if (action.by, action.text) in came
        else _way(number, action, shown, viewer)
        for number, action in enumerate(shown.shown.actions, start=1)
    }
    return {number: one for number, one in nexts.items() if one is not None}


def _words_of(one: Became, shown: AgreementShown) -> tuple[UUID | None, str | None] | None:
    version = next((each for each in shown.versions if each.version == one.line.version), None)
    place = one.line.place
    if version is None or place is None or not 1 <= place <= len(version.actions):
        return None
    action = version.actions[place - 1]
    return action.by, action.text


def _way(number: int, action: Action, shown: AgreementShown, viewer: Viewer) -> Next | None:
    if not shown.in_force or viewer.person not in shown.shown.agreed or not action.due or not action.text:
        return None
    is_mine = action.by == viewer.person
    if is_promisable(shown, action, viewer):
        whom = action.by if not is_mine else next(one for one in shown.parties if one != viewer.person)
        card = shown.people.get(whom) if whom else None
        name = {"name": first_name(card.name) if card else ""}
        press = _("Offer this to %(name)s") % name if is_mine else _("Ask %(name)s for it") % name
        return Next("", press=press, version=shown.shown.version, place=number)
    if not is_mine:
        return None
    cites = f"agreement:{shown.id}"
    href = composer("offer", to=None, outcome=action.text, due=action.due[:10], cites=cites)
    return Next(_("Make it a promise"), href)


def citing_of(shown: AgreementShown) -> list[tuple[str, str, str]]:
    """The viewer's promises that came out of it and are not of one of its actions now: (what, where, how it stands)."""
    here = {(one.by, one.text) for one in shown.shown.actions}
    return [
        (one.promise.outcome, f"/promises/{one.promise.id}", stage_name(one.promise.stage))
        for one in shown.promises
        if _words_of(one, shown) not in here
    ]
