"""The feedback room on the command line, over the API as a person. What may not live here: Django, rules, storage."""

from fairlead.rooms.feedback.cli.giving import feedback

commands = [feedback]
