"""The room of conversations, as Django knows it."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "fairlead.rooms.conversations"
    label = "conversations"
    default_auto_field = "django.db.models.BigAutoField"
