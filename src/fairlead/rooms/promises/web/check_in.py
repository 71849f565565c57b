"""A check-in, for the doer alone: still on its way, with a note; I see a risk; I need to renegotiate.

What may not live here: asking at any other time. The asker sees what was said, and no more."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.names import first_name
from fairlead.doors.pages import go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.promises.actions.make_move import make_move
from fairlead.rooms.promises.queries.check_ins import check_in_of
from fairlead.rooms.promises.queries.show import show
from fairlead.rooms.promises.web.promise import readers_words


@signed_in
def check_in_page(request: HttpRequest, promise: UUID) -> HttpResponse:
    """Somebody who is not asked just now, the asker too, finds nothing here."""
    viewer, form = viewer_of(request), Form(request)
    shown = show(viewer=viewer, promise=promise, at=now(), with_story=True)
    moment = check_in_of(shown, at=now())
    if moment is None and not form.is_sent:
        raise Refusal("not_found")
    name = first_name(shown.other.name)
    if form.is_sent:
        with form:
            make_move(
                viewer=viewer,
                promise=promise,
                act="note",
                version=None,
                facts={"text": form.text("text")},
                at=now(),
            )
            return go(f"/promises/{promise}", say=_("Said. %(name)s will see it.") % {"name": name})
    return render(
        request,
        "promises/check-in.html",
        status=form.status,
        nav="promises",
        form=form,
        p=shown,
        name=name,
        moment=moment,
        base=f"/promises/{promise}",
        readers=readers_words(shown),
    )
