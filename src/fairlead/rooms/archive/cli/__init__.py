"""The machine's commands about a whole installation, and taking one's own things away. What may not: how."""

from fairlead.rooms.archive.cli.keeping import backup, restore
from fairlead.rooms.archive.cli.making import demo
from fairlead.rooms.archive.cli.proving import verify

commands = [demo, backup, restore, verify]
