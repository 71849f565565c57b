"""Promises, drafts and moves into the JSON of shapes.py. Written by hand, because lists of them are asked for often."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from fairlead.core.calendar import Moment
from fairlead.core.promise.journal import Move
from fairlead.core.promise.terms import terms_from
from fairlead.doors.addresses import public
from fairlead.doors.api.writing import at_out, moment_out, person_out, terms_out
from fairlead.doors.journal.book import Kept
from fairlead.doors.words import LABELS
from fairlead.rooms.promises.actions.drafts import DraftShown
from fairlead.rooms.promises.actions.inviting import Invited
from fairlead.rooms.promises.queries.outlines import Outline
from fairlead.rooms.promises.queries.show import PromiseShown


@lru_cache(maxsize=1024)
def _label(act: str, _language: str | None) -> str:
    """What the button says. Looked up once for each language: a list of promises shows hundreds of them."""
    return str(LABELS[act])


def promise_out(shown: PromiseShown) -> dict[str, Any]:
    state, language = shown.state, get_language()
    stage, _, came_from = state.stage.partition("/")
    return {
        "id": str(shown.id),
        "number": state.number,
        "kind": state.kind,
        "stage": stage,
        "came_from": came_from or None,
        "ended": state.ended,
        "ball": str(state.ball) if state.ball else None,
        "me": shown.me,
        "asker": person_out(shown.asker.id, shown.asker.name),
        "doer": person_out(shown.doer.id, shown.doer.name),
        "version": state.version,
        "terms": terms_out(state.terms),
        "zone": shown.zone,
        "team": str(shown.team) if shown.team else None,
        "readers": shown.readers,
        "linked_to": str(shown.linked_to) if shown.linked_to else None,
        "date_passed": shown.date_passed,
        "risk": state.at_risk,
        "open_acts": [
            {"act": act.act, "label": _label(act.act, language), "needs": act.needs}
            for act in shown.open_acts
        ],
        "created_at": at_out(shown.created_at),
        "updated_at": at_out(shown.updated_at),
        "head": shown.head,
    }


def made_out(made: Invited) -> dict[str, Any]:
    """The same, with the address for somebody new."""
    invitation = {"invitation": {"url": public(f"/in/{made.code}")}} if made.code else {}
    return {**promise_out(made.promise), **invitation}


def line_out(kept: Kept[Move], *, without: Collection[str] = ()) -> dict[str, Any]:
    move, words = kept.line, kept.line.words or {}
    terms = terms_from(move.data["terms"], words.get("terms")) if "terms" in move.data else None
    return {
        "number": move.number,
        "act": move.act,
        "by": str(move.by),
        "at": at_out(move.at),
        "version": move.version,
        "text": words.get("text"),
        "read_back": words.get("read_back"),
        "terms": terms_out(terms) if terms else None,
        "data": {name: value for name, value in move.data.items() if name not in without},
        "erased": kept.is_erased,
        "text_hash": kept.text_hash,
        "hash": kept.hash,
    }


def draft_out(draft: DraftShown) -> dict[str, Any]:
    return {"id": str(draft.id), "updated_at": at_out(draft.updated_at), **draft.body}


def outline_out(outline: Outline) -> dict[str, Any]:
    due = moment_out(Moment(outline.due_at, outline.zone)) if outline.due_at else None
    return {"id": str(outline.id), "outcome": outline.outcome, "due": due, "state": outline.state}
