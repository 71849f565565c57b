"""The pages of conversations: which address leads where."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from fairlead.rooms.conversations.web import lists, notes, practice, room, step, talk, team_codes

urls: Final[list[URLPattern]] = [
    path("conversations", lists.conversations, name="conversations"),
    path("conversations/new", lists.new, name="conversation_new"),
    path("conversations/<uuid:conversation>", talk.talk_page, name="conversation"),
    path("conversations/<uuid:conversation>/fresh", talk.fresh, name="conversation_fresh"),
    path("conversations/<uuid:conversation>/notes/<int:prompt>", notes.note_page, name="conversation_note"),
    path("conversations/<uuid:conversation>/room", room.room_page, name="conversation_room"),
    path("conversations/<uuid:conversation>/<slug:act>", step.step_page, name="conversation_step"),
    path("practice", practice.practice, name="practice"),
    path("team/<uuid:team>/causes", team_codes.causes, name="team_causes"),
    path("team/<uuid:team>/causes/<slug:cause>", team_codes.cause, name="team_cause"),
]
