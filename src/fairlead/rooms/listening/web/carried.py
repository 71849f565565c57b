"""What the pages of the mirror hand from one to the next: the talk and what was said about it, in fields of the form.

Read anew at every request and kept nowhere. What may not live here: looking at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps

from django.http import HttpRequest, HttpResponse

from fairlead.core.listening.transcript import Transcript, pack, renamed
from fairlead.core.refusals import Refusal
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import asking_of, signed_in
from fairlead.rooms.listening.queries.look import made_up, read_file, read_page

Page = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Carried:
    """wrong: keys of places that are none. is_made_up: one of the talks that are shipped."""

    transcript: Transcript
    me: str = ""
    on: date | None = None
    wrong: tuple[str, ...] = ()
    is_made_up: bool = False

    @property
    def packed(self) -> str:
        return pack(self.transcript)

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.transcript.speakers]


def brought(form: Form) -> Carried:
    """The talk as it comes in: a made-up one, one that waits in the page, a file, or what was pasted.

    Refuses missing_field of `file`, and bad_field with a sentence."""
    if form.text("talk"):
        return Carried(made_up(form.text("talk")), is_made_up=True)
    sent = form.request.FILES.get("file") if form.request is not None else None
    if sent is not None and sent.size:
        return Carried(read_file(sent.read()), on=form.day("on"))
    if form.text("pasted").strip():
        return Carried(read_file(form.text("pasted").encode("utf-8", "replace")), on=form.day("on"))
    if form.text("packed"):
        return carried(form)
    raise Refusal("missing_field", field="file")


def carried(form: Form) -> Carried:
    """What the page had. Refusal bad_field of `file` when it is not what a page of ours holds."""
    return Carried(
        read_page(form.text("packed")),
        me=form.text("me"),
        on=form.day("on"),
        wrong=tuple(form.texts("wrong")),
        is_made_up=form.is_ticked("made_up"),
    )


def told_apart(talk: Carried, form: Form) -> Carried:
    """With the names as they were set right; then nothing that was said about places holds any more."""
    names = {name: form.text(f"as-{number}") or name for number, name in enumerate(talk.names)}
    if all(one == other or other not in names for one, other in names.items()):
        return talk
    return replace(talk, transcript=renamed(talk.transcript, names), me=names.get(talk.me, talk.me), wrong=())


def mirror_page(page: Page) -> Page:
    """For people in a browser, where the organisation has the mirror; else it says that it does without."""

    @wraps(page)
    def look(request: HttpRequest) -> HttpResponse:
        if not asking_of(request).has_mirror:
            return render(request, "listening/off.html", status=404, nav="reflect")
        return page(request)

    return signed_in(look)


def sent_only(page: Page) -> Page:
    """A page that exists only as the answer to a form: who comes to its address begins at the beginning."""

    @wraps(page)
    def look(request: HttpRequest) -> HttpResponse:
        return page(request) if request.method == "POST" else go("/listening")

    return mirror_page(look)
