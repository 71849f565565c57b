"""The room's name in Django. Nothing is wired here."""

from __future__ import annotations

from django.apps import AppConfig


class Archive(AppConfig):
    name = "fairlead.rooms.archive"
    label = "archive"
