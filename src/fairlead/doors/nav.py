"""The places of the rail and of the bottom bar: the one list to add a place to.

What may not live here: who may go where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is what a page calls itself (`nav="today"`), `keys` what takes one there.

    is_private: nobody but the viewer can see anything there, and the place says so with a lock."""

    name: str
    address: str
    icon: str
    label: Promise
    keys: str
    is_private: bool = False


PLACES: Final = (
    Place("today", "/", "sun", _("Today"), "g t"),
    Place("promises", "/promises", "handshake", _("Promises"), "g p"),
    Place("team", "/team", "scale", _("Team"), "g m"),
    Place("reflect", "/reflect", "feather", _("Reflect"), "g r", is_private=True),
)
