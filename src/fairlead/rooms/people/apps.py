"""The room's name in Django. Nothing is wired here."""

from __future__ import annotations

from django.apps import AppConfig


class People(AppConfig):
    name = "fairlead.rooms.people"
    label = "people"
