"""The agreements room on the command line, over the API as a person. What may not live here: Django, rules, storage."""

from fairlead.rooms.agreements.cli.agreeing import agreements

commands = [agreements]
