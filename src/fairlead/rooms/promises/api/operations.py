"""Operations on promises, drafts, moves, the journal, sharing and the day. Each does one action or one query."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from fairlead.core.refusals import Refusal
from fairlead.doors.api.kit import reads, writes
from fairlead.doors.api.problems import ROOT
from fairlead.doors.api.said import move_said, only
from fairlead.doors.api.writing import Answer
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.people.queries import team as team_of
from fairlead.rooms.promises.actions import drafts
from fairlead.rooms.promises.actions.inviting import ask_anybody
from fairlead.rooms.promises.actions.make_move import make_move as move
from fairlead.rooms.promises.actions.make_promise import Wanted
from fairlead.rooms.promises.actions.sharing import share_with_team as share
from fairlead.rooms.promises.api import citing, shapes
from fairlead.rooms.promises.api.writing import draft_out, line_out, made_out, outline_out, promise_out
from fairlead.rooms.promises.queries.also import also_out, also_waits
from fairlead.rooms.promises.queries.lists import Asked, promise_ids
from fairlead.rooms.promises.queries.lists import today as day_of
from fairlead.rooms.promises.queries.outlines import outlines
from fairlead.rooms.promises.queries.show import OURS, mine_or_none, seen_or_none, show_along, show_many

router: Final = Router(tags=["promises"])
FIELDS: Final = (*drafts.KEPT, "draft")
Limit = Annotated[int, Query(ge=1, le=200)]
LINES_MAX: Final = 200
WAITING_MAX: Final = 100


def _mine(request: HttpRequest, *, promise: UUID) -> None:
    mine_or_none(promise, viewer_of(request))


def _my_draft(request: HttpRequest, *, draft: UUID) -> None:
    drafts.show_draft(viewer=viewer_of(request), draft=draft)


@writes(router, "/promises", takes=shapes.PromiseIn, answers=shapes.PromiseMade)
def make_promise(request: HttpRequest, *, body: dict[str, Any]) -> Answer:
    """Ask or offer.

    Somebody with an e-mail address nobody here has is invited: `invitation.url` is for them."""
    viewer, sent = viewer_of(request), _with_draft(request, body)
    cites = citing.checked(sent.pop("cites", None), to=sent["to"], viewer=viewer)
    then = partial(citing.keep, cites=cites, viewer=viewer)
    made = ask_anybody(viewer=viewer, wanted=Wanted(**sent, then=then), at=now())
    return Answer(made_out(made), 201, f"{ROOT}/promises/{made.promise.id}")


def _with_draft(request: HttpRequest, body: dict[str, Any]) -> dict[str, Any]:
    """What was sent, over what the draft says; kind, to and terms are there at least as nothing."""
    only(body, FIELDS)
    sent: dict[str, Any] = {"kind": None, "to": None, "terms": None, **body}
    if body.get("draft") in (None, ""):
        return {**sent, "draft": None}
    draft = drafts.show_draft(viewer=viewer_of(request), draft=drafts.draft_id(body["draft"]))
    return {**sent, **draft.body, **body, "draft": draft.id}


@reads(router, "/promises", answers=shapes.Promises)
def list_promises(
    request: HttpRequest,
    *,
    place: Annotated[shapes.Place, Query()] = "all",
    other: Annotated[UUID | None, Query(alias="with")] = None,
    q: str = "",
    limit: Limit = 50,
    after: str | None = None,
) -> Any:
    """Your promises, a page at a time.

    `waiting`: the next act is yours. `mine`: you are the doer. `asked`: you are the asker. `with`: only with this
    person. `q`: only with these words, anywhere in terms and moves, without regard to case and accents."""
    viewer = viewer_of(request)
    asked = Asked(place=place, other=other, find=q.strip(), limit=limit, after=after)
    ids, following = promise_ids(viewer=viewer, asked=asked)
    items = [promise_out(shown) for shown in show_many(ids, viewer=viewer, at=now())]
    return {"items": items, "next": following}


@reads(router, "/promises/{promise}", answers=shapes.Promise)
def show_promise(request: HttpRequest, *, promise: UUID) -> Any:
    """One promise, as you see it: as one of its two people, or as a coach whom both let read along."""
    return promise_out(show_along(viewer=viewer_of(request), promise=promise, at=now()))


@writes(router, "/promises/{promise}/moves", takes=shapes.MoveIn, answers=shapes.Promise, found=_mine)
def make_move(request: HttpRequest, *, promise: UUID, body: dict[str, Any]) -> Answer:
    """Make a move.

    Answers with the promise after it. `version` is that of the terms you saw: when others are on the table by then,
    the answer is `stale_terms` with both texts, and nothing has changed."""
    shown = move(viewer=viewer_of(request), promise=promise, at=now(), **move_said(body))
    return Answer(promise_out(shown), 201, f"{ROOT}/promises/{promise}")


@reads(router, "/promises/{promise}/journal", answers=shapes.Lines)
def read_journal(request: HttpRequest, *, promise: UUID, limit: Limit = LINES_MAX, after: int = 0) -> Any:
    """Every move of a promise, in order.

    `hash` is SHA-256 of the RFC 8785 JSON of `prev`, `promise`, `number`, `act`, `by`, `at`, `version`, `data` and
    `text` (here `text_hash`), where `prev` is the hash before, and 64 zeros before the first. A coach is not told the
    ids of a team and of an earlier promise."""
    viewer, at = viewer_of(request), now()
    found = seen_or_none(promise, viewer, act="read_journal", at=at)
    ours = () if found.promise.role(viewer.person) else OURS
    lines = [kept for kept in found.kept if kept.line.number > after]
    following = str(lines[limit - 1].line.number) if len(lines) > limit else None
    return {"items": [line_out(kept, without=ours) for kept in lines[:limit]], "next": following}


@writes(
    router,
    "/promises/{promise}/sharing",
    method="PUT",
    takes=shapes.SharingIn,
    answers=shapes.Promise,
    status=200,
    found=_mine,
)
def share_with_team(request: HttpRequest, *, promise: UUID, body: dict[str, Any]) -> Answer:
    """Let the team see the outline of a promise, or no longer.

    It is seen once both let it: what, by when, and whether it is open, kept or closed."""
    viewer = viewer_of(request)
    return Answer(promise_out(share(viewer=viewer, promise=promise, at=now(), **_sharing(body))))


def _sharing(body: dict[str, Any]) -> dict[str, bool]:
    unknown = sorted(set(body) - {"team"})
    if "team" not in body:
        raise Refusal("missing_field", field="team")
    if unknown or not isinstance(body["team"], bool):
        raise Refusal("bad_field", field=next(iter(unknown), "team"))
    return {"team": body["team"]}


@writes(router, "/drafts", takes=shapes.DraftIn, answers=shapes.Draft)
def keep_draft(request: HttpRequest, *, body: dict[str, Any]) -> Answer:
    """Keep a draft of an ask or an offer. Only you see it."""
    kept = drafts.keep_draft(viewer=viewer_of(request), body=body, at=now())
    return Answer(draft_out(kept), 201, f"{ROOT}/drafts/{kept.id}")


@reads(router, "/drafts", answers=shapes.Drafts)
def list_drafts(request: HttpRequest, *, limit: Limit = 50, after: UUID | None = None) -> Any:
    """Your drafts, the one you changed last first."""
    page, following = drafts.drafts_page(viewer=viewer_of(request), limit=limit, after=after)
    return {"items": [draft_out(draft) for draft in page], "next": str(following) if following else None}


@reads(router, "/drafts/{draft}", answers=shapes.Draft)
def show_draft(request: HttpRequest, *, draft: UUID) -> Any:
    """One draft of yours."""
    return draft_out(drafts.show_draft(viewer=viewer_of(request), draft=draft))


@writes(
    router,
    "/drafts/{draft}",
    method="PATCH",
    takes=shapes.DraftIn,
    answers=shapes.Draft,
    status=200,
    found=_my_draft,
)
def change_draft(request: HttpRequest, *, draft: UUID, body: dict[str, Any]) -> Answer:
    """Change the given parts of a draft; null takes one away."""
    return Answer(draft_out(drafts.keep_draft(viewer=viewer_of(request), body=body, at=now(), draft=draft)))


@writes(router, "/drafts/{draft}", method="DELETE", answers=None, status=204)
def forget_draft(request: HttpRequest, *, draft: UUID) -> Answer:
    """Throw a draft away."""
    drafts.forget_draft(viewer=viewer_of(request), draft=draft)
    return Answer(None, 204)


@reads(router, "/today", answers=shapes.Today)
def today(request: HttpRequest) -> Any:
    """What waits on you, what you promised, what was promised to you, and what was kept this week.

    The nearest dates first; at most 100 that wait, 50 of the two in the middle. GET /promises has the rest.
    `also_waiting` is what waits on you and is no promise: conversations, agreements, feedback."""
    viewer, at = viewer_of(request), now()
    day = day_of(viewer=viewer, at=at)
    # The page leaves out what it shows as promised anyway; here `waiting` is what the place of that name is.
    waiting, _ = promise_ids(viewer=viewer, asked=Asked(place="waiting", limit=WAITING_MAX))
    lists = {
        "waiting": waiting,
        "i_promised": [row.id for row in day.mine],
        "promised_to_me": [row.id for row in day.asked],
        "kept_this_week": [row.id for row in day.kept],
    }
    ids = dict.fromkeys(id_ for ids in lists.values() for id_ in ids)
    written = {shown.id: promise_out(shown) for shown in show_many(list(ids), viewer=viewer, at=at)}
    found = {name: [written[id_] for id_ in ids if id_ in written] for name, ids in lists.items()}
    return {**found, "also_waiting": [also_out(one) for one in also_waits(viewer=viewer, at=at)]}


@reads(router, "/teams/{team}", answers=shapes.TeamWithPromises)
def show_team(request: HttpRequest, *, team: UUID, limit: Limit = 50, after: UUID | None = None) -> Any:
    """A team: who is in it, and the promises that both people of each let it see."""
    viewer = viewer_of(request)
    found = team_of(viewer, team)
    page, following = outlines(viewer=viewer, team=team, at=now(), limit=limit, after=after)
    return {
        "id": str(found.id),
        "name": found.name,
        "parent": str(found.parent) if found.parent else None,
        "members": [
            {
                "id": str(member.person.id),
                "name": member.person.name,
                "is_lead": member.is_lead,
                "away_until": member.person.away_until.isoformat() if member.person.away_until else None,
            }
            for member in found.members
        ],
        "promises": {
            "items": [outline_out(outline) for outline in page],
            "next": str(following) if following else None,
        },
    }
