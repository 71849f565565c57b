"""The room's name in Django. Nothing is wired here."""

from __future__ import annotations

from django.apps import AppConfig


class Pulses(AppConfig):
    name = "fairlead.rooms.pulses"
    label = "pulses"
