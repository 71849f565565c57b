"""The room of reflections, as Django knows it."""

from django.apps import AppConfig


class ReflectionsConfig(AppConfig):
    name = "fairlead.rooms.reflections"
    label = "reflections"
    default_auto_field = "django.db.models.BigAutoField"
