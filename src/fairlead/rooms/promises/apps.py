"""The room of promises, as Django knows it."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "fairlead.rooms.promises"
    label = "promises"
    default_auto_field = "django.db.models.BigAutoField"
