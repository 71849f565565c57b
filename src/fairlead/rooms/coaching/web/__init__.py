"""The pages of coaching: which address leads where. Those below a promise, a conversation, a week stand before its acts."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from fairlead.rooms.coaching.web import home, inviting

urls: Final[list[URLPattern]] = [
    path("coaching", home.coaching, name="coaching"),
    path("coaching/weeks/<uuid:reflection>", home.week_page, name="coaching_week"),
    path("coaching/weeks/<uuid:reflection>/ask", home.ask_week, name="coaching_ask_week"),
    path("promises/<uuid:promise>/coach", inviting.promise_coach, name="promise_coach"),
    path("promises/<uuid:promise>/coach/ask", home.ask_promise, name="coaching_ask_promise"),
    path("conversations/<uuid:conversation>/coach", inviting.talk_coach, name="conversation_coach"),
    path("conversations/<uuid:conversation>/coach/ask", home.ask_talk, name="coaching_ask_conversation"),
    path("reflect/<str:week>/coach", inviting.week_coach, name="reflect_coach"),
    path("you/coaches", inviting.access, name="coach_access"),
]
