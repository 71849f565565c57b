"""What somebody writes alone before and while they talk: one prompt a page, for nobody else's eyes.

What may not live here: anything of the other's."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.conversations.queries.show import show
from fairlead.rooms.conversations.web.forms import PROMPTS
from fairlead.rooms.conversations.web.record import record_of
from fairlead.rooms.conversations.web.talk import about, title_of


@signed_in
def note_page(request: HttpRequest, conversation: UUID, prompt: int) -> HttpResponse:
    viewer = viewer_of(request)
    talk = show(viewer=viewer, conversation=conversation, at=now())
    prompts = PROMPTS.get(talk.me, ())
    if not 1 <= prompt <= len(prompts):
        raise Refusal("not_found")
    form, here = Form(request), f"/conversations/{conversation}"
    if request.method == "POST":
        act = "share_line" if form.text("act") == "share_line" else "note_private"
        facts = {"prompt": prompt} | ({"text": form.text("text")} if act == "note_private" else {})
        with form:
            take_step(viewer=viewer, conversation=conversation, act=act, facts=facts, at=now())
            if act == "share_line":
                return go(here, say=_("That line is shared."))
            following = f"{here}/notes/{prompt + 1}" if prompt < len(prompts) else here
            return go(f"{following}#sent", say=_("Kept for you alone."))
    promise = about(talk, viewer)
    return render(
        request,
        "conversations/note.html",
        status=form.status,
        nav="promises",
        t=talk,
        p=promise,
        record=record_of(promise, dates_for(request)),
        form=form,
        base=here,
        prompt=prompt,
        prompts=prompts,
        text=form.value("text", talk.notes.get(prompt, "")),
        name=first_name(talk.other.name) if talk.other else "",
        subject=title_of(talk, promise),
        can_share=prompt in talk.notes and any(one.act == "share_line" for one in talk.open_acts),
    )
