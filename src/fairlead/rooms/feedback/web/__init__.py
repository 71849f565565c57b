"""The pages of feedback: which address leads where."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from fairlead.rooms.feedback.web import give, item, lists, ticket, unsigned

urls: Final[list[URLPattern]] = [
    path("feedback", lists.feedback, name="feedback"),
    path("feedback/new", give.new, name="feedback_new"),
    path("feedback/ticket", ticket.ticket, name="feedback_ticket"),
    path("feedback/<uuid:feedback>", item.item_page, name="feedback_item"),
    path("feedback/<uuid:feedback>/promise", item.to_promise, name="feedback_promise"),
    path("unsigned", unsigned.unsigned, name="unsigned"),
    path("unsigned/read", unsigned.read, name="unsigned_read"),
    path("unsigned/answer", unsigned.answer, name="unsigned_answer"),
]
