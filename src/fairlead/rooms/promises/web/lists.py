"""Today, and the promises one may see. What may not live here: statements (queries) and words of a row (rows.py)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from fairlead.core.policy import Viewer
from fairlead.doors import waiting
from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, render
from fairlead.doors.rows import Waiting
from fairlead.doors.who import signed_in, viewer_of
from fairlead.doors.words import in_words
from fairlead.rooms.promises.actions.drafts import DraftShown, drafts_of
from fairlead.rooms.promises.queries.also import Also, also_waits
from fairlead.rooms.promises.queries.check_ins import check_ins_now
from fairlead.rooms.promises.queries.lists import (
    COUNT_MAX,
    TO_ANSWER,
    Asked,
    Row,
    Today,
    promises_page,
    today,
)
from fairlead.rooms.promises.queries.stored import journal
from fairlead.rooms.promises.web.rows import (
    is_counter,
    kept_row,
    shown_rows,
    shown_waiting,
    week_of,
)

TABS: Final = (
    ("all", later("All")),
    (TO_ANSWER, later("Waiting")),
    ("mine", later("Mine")),
    ("asked", later("Asked")),
    ("looking_back", later("Looking back")),
    ("ended", later("Ended")),
)
SHORT: Final = 5
"""So many rows of a list stand on Today; the rest is one press away."""
DAY_MAX: Final = 50
ANSWERABLE: Final = frozenset({"PROPOSED", "PONDERING"})


def _first_points(row: Row, viewer: Viewer) -> tuple[str, ...]:
    found = journal(row.id, organisation=viewer.organisation)
    return found.promise.terms.standard if found else ()


def is_plain_ask(row: Row) -> bool:
    """Somebody asks the reader, whole and for the first time: it is shown as a card with its four answers."""
    return row.stage in ANSWERABLE and row.me == "doer" and not is_counter(row)


@signed_in
def today_page(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    wanted = DAY_MAX if request.GET.get("show") == "all" else SHORT
    day = today(viewer=viewer, at=now(), limit=DAY_MAX)
    also, dates = also_waits(viewer=viewer, at=now()), dates_for(request)
    count = min(day.waiting_count + len(also), COUNT_MAX)
    queue = in_order(day.waiting, also, viewer)
    first = queue[0] if queue and isinstance(queue[0], Row) and is_plain_ask(queue[0]) else None
    mine = [row for row in day.mine if not is_plain_ask(row)]  # it waits above; nothing is promised yet
    week, more = week_of(_dated(day), dates)
    return render(
        request,
        "promises/today.html",
        nav="today",
        waiting=count,
        waiting_number=in_words(count),
        waiting_count=count,
        first=first,
        first_points=_first_points(first, viewer) if first else (),
        queue=[_line(one, dates) for one in queue[1 if first else 0 :]],
        week=week,
        later=more,
        mine=shown_rows(mine[:wanted], dates),
        mine_count=len(mine),
        asked=shown_rows(day.asked[:wanted], dates),
        asked_count=len(day.asked),
        shown=wanted,
        kept=[kept_row(row, dates) for row in day.kept],
        calls=first_name(viewer.name),
        check_ins=_check_ins(day, viewer),
    )


def _check_ins(day: Today, viewer: Viewer) -> list[Waiting]:
    """Where a word was agreed on for now: for the doer's eyes, and counted nowhere."""
    asked = check_ins_now([row.id for row in day.mine if row.stage == "PROMISED"], viewer=viewer, at=now())
    return [
        Waiting(
            href=f"/promises/{row.id}",
            name=row.other_name,
            side="a",
            says=_("and you agreed on a word about this"),
            title=row.outcome,
            label=_("How is it going?"),
            to=f"/promises/{row.id}/check-in",
        )
        for row in day.mine
        if row.id in asked
    ]


def in_order(promises: Sequence[Row], also: Sequence[Also], viewer: Viewer) -> list[Row | Also]:
    """The nearest date first, then what has waited longest; of the promises they are in that order already."""

    def place(one: Row | Also) -> tuple[datetime, datetime]:
        return (
            (one.due_at or waiting.LAST, one.updated_at)
            if isinstance(one, Row)
            else one.waits.place(viewer.zone)
        )

    return sorted([*promises, *also], key=place)


def _line(one: Row | Also, dates: Dates) -> Waiting:
    return shown_waiting(one, dates) if isinstance(one, Row) else waiting.told(one.waits, one.name, dates)


def _dated(day: Today) -> list[Row]:
    rows = {row.id: row for row in (*day.mine, *day.asked)}
    return list(rows.values())


@signed_in
def promises(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    place = request.GET.get("place", "all").replace("waiting", TO_ANSWER)
    place = place if place in dict(TABS) else "all"
    words = request.GET.get("q", "")[:200]
    asked = Asked(place=place, find=words.strip(), after=request.GET.get("after") or None)
    page = promises_page(viewer=viewer, asked=asked, at=now())
    query = {"place": place, **({"q": words} if words.strip() else {})}
    return render(
        request,
        "promises/promises.html",
        part="found",
        nav="promises",
        tabs=[(_(label), _address(query | {"place": name}), name == place) for name, label in TABS]
        + [(_("Drafts"), "/promises/drafts", False)],
        rows=shown_rows(page.rows, dates_for(request)),
        words=words,
        place=place,
        next=_address(query | {"after": page.next}) if page.next else "",
        is_later=asked.after is not None,
    )


def _address(query: dict[str, str]) -> str:
    return f"/promises?{urlencode(query)}"


@signed_in
def drafts(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    return render(
        request,
        "promises/drafts.html",
        nav="promises",
        tabs=[(_(label), _address({"place": name}), False) for name, label in TABS]
        + [(_("Drafts"), "/promises/drafts", True)],
        drafts=[_draft_row(draft) for draft in drafts_of(viewer=viewer)],
    )


def _draft_row(draft: DraftShown) -> dict[str, object]:
    kind = "offer" if draft.body.get("kind") == "offer" else "ask"
    terms = draft.body.get("terms")
    outcome = terms.get("outcome") if isinstance(terms, dict) else None
    return {
        "id": draft.id,
        "href": f"/{kind}?draft={draft.id}",
        "title": str(outcome or _("Without words so far")),
        "kind": _("An offer") if kind == "offer" else _("An ask"),
        "at": draft.updated_at,
    }
