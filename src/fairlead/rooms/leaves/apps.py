"""The room of leaves, as Django knows it."""

from django.apps import AppConfig


class LeavesConfig(AppConfig):
    name = "fairlead.rooms.leaves"
    label = "leaves"
    default_auto_field = "django.db.models.BigAutoField"
