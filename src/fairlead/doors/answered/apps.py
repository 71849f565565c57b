"""The app of the one table that the doors keep."""

from __future__ import annotations

from django.apps import AppConfig


class AnsweredConfig(AppConfig):
    name = "fairlead.doors.answered"
    label = "answered"
