"""The pages of agreements: which address leads where."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from fairlead.rooms.agreements.web import act, agreement, asking, lists, new, sharing

urls: Final[list[URLPattern]] = [
    path("ask", asking.ask, name="ask"),
    path("offer", asking.offer, name="offer"),
    path("agreements", lists.agreements, name="agreements"),
    path("agreements/new", new.new, name="agreement_new"),
    path("agreements/of/<uuid:conversation>", agreement.of_conversation, name="agreement_of"),
    path("agreements/<uuid:agreement>", agreement.agreement_page, name="agreement"),
    path("agreements/<uuid:agreement>/promise", asking.promise, name="agreement_promise"),
    path("agreements/<uuid:agreement>/sharing", sharing.sharing, name="agreement_sharing"),
    path("agreements/<uuid:agreement>/<slug:act>", act.act_page, name="agreement_act"),
]
