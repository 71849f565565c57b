"""The room of feedback, as Django knows it."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "fairlead.rooms.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.BigAutoField"
