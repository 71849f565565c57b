"""The room of the listening mirror, as Django knows it."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "fairlead.rooms.listening"
    label = "listening"
    default_auto_field = "django.db.models.BigAutoField"
