"""The conversations room on the command line, over the API as a person. What may not live here: Django, rules, storage."""

from fairlead.rooms.conversations.cli.causes import causes
from fairlead.rooms.conversations.cli.talking import conversation

commands = [conversation, causes]
