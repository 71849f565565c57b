"""The addresses of the pages of promises."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from fairlead.rooms.promises.web import act, arriving, check_in, compose, lists, promise

urls: Final[list[URLPattern]] = [
    path("", lists.today_page, name="today"),
    path("promises", lists.promises, name="promises"),
    path("promises/drafts", lists.drafts, name="drafts"),
    path("promises/<uuid:promise>", promise.promise_page, name="promise"),
    path("promises/<uuid:promise>/fresh", promise.fresh, name="promise_fresh"),
    path("promises/<uuid:promise>/sharing", promise.sharing, name="promise_sharing"),
    path("promises/<uuid:promise>/link", compose.link, name="promise_link"),
    path("promises/<uuid:promise>/check-in", check_in.check_in_page, name="promise_check_in"),
    path("promises/<uuid:promise>/<slug:act>", act.act_page, name="promise_act"),
    path("ask/checks", compose.checks, name="checks"),
    path("sent", compose.sent, name="sent"),
    path("drafts/<uuid:draft>/forget", compose.forget, name="draft_forget"),
    path("in/<str:code>", arriving.arrive, name="invitation"),
]
