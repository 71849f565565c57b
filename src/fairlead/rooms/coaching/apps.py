"""The room of coaching, as Django knows it."""

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "fairlead.rooms.coaching"
    label = "coaching"
    default_auto_field = "django.db.models.BigAutoField"
