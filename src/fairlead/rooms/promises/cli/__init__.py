"""The promises room on the command line, over the API as a person. What may not live here: Django, rules, storage."""

from fairlead.rooms.promises.cli.asking import ask, drafts, offer
from fairlead.rooms.promises.cli.entering import login
from fairlead.rooms.promises.cli.looking import list_, show, today
from fairlead.rooms.promises.cli.moving import move

commands = [login, ask, offer, list_, show, move, today, drafts]
