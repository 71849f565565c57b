"""The room of the listening mirror, as Django knows it."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "fairlead.rooms.listening"
    label = "listening"
