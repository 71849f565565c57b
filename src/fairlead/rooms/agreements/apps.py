"""The room of agreements, as Django knows it."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "fairlead.rooms.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"
