"""A look into the mirror for somebody signed in: a file or a made-up talk, read and looked at, and forgotten.

Nothing here writes. What may not live here: what is looked for (core/listening), keeping."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from typing import Final

from django.utils.translation import gettext as _

from fairlead.core import policy
from fairlead.core.listening.look import Look, look
from fairlead.core.listening.transcript import Transcript, read, refused, unpack
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.listening import words
from fairlead.rooms.listening.weights import models
from fairlead.rooms.people.queries import has_mirror

WORDS_MAX: Final = 150_000
"""More than twelve hours of anybody's talking. A request looks at so many in two seconds; the command takes what it gets."""
MADE_UP: Final = ("listens", "tells")
"""The two talks that are shipped: one where the leader listens, one where not."""


def allowed(viewer: Viewer) -> None:
    """Whether the mirror is open to this session or token at all. Refusal scope."""
    if not policy.may_listen(viewer):
        raise Refusal("scope")


def open_here(viewer: Viewer) -> None:
    """Refuses scope, and not_found where the organisation does without the mirror."""
    allowed(viewer)
    if not has_mirror(viewer.organisation):
        raise Refusal("not_found", says=_("Your organisation does without the listening mirror."))


@contextmanager
def _in_words() -> Iterator[None]:
    """A refusal of a file says why, in a sentence, with the line."""
    try:
        yield
    except Refusal as refusal:
        if refusal.facts.get("why") not in words.REFUSED:
            raise
        says = words.refused(refusal, _)
        raise Refusal(refusal.code, field=refusal.field, says=says) from None


def read_file(data: bytes) -> Transcript:
    """Before anything is looked for in it: a refusal that names the limit."""
    with _in_words():
        return _one_talk(read(data))


def _one_talk(transcript: Transcript) -> Transcript:
    if transcript.words > WORDS_MAX:
        raise refused("words", most=f"{WORDS_MAX:,}")
    return transcript


def read_page(packed: str) -> Transcript:
    """What a page of ours carried along."""
    with _in_words():
        return _one_talk(unpack(packed))


def unpacked(text: str) -> bytes:
    """Base64 as programs send a file. Refusal bad_field of `file`."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Refusal("bad_field", field="file") from None


def day_given(text: str) -> date | None:
    """Refusal bad_field of `date`."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("bad_field", field="date") from None


def made_up(name: str) -> Transcript:
    """Refusal not_found for a name that is none."""
    if name not in MADE_UP:
        raise Refusal("not_found")
    return read(files("fairlead.rooms.listening").joinpath(f"talks/{name}.vtt").read_bytes())


def looked(viewer: Viewer, transcript: Transcript, *, me: str, on: date | None) -> Look:
    """Refuses as open_here does, and bad_field of `me`."""
    open_here(viewer)
    with _in_words():
        return look(transcript, me=me, models=models(), on=on, zone=viewer.zone)
