"""The machine's commands about a whole installation, and taking one's own things away. What may not: how.

Nothing here may need an installation before a command is run: `export --me` and `verify` work without one."""

from fairlead.rooms.archive.cli.forgetting import purge
from fairlead.rooms.archive.cli.keeping import backup, restore
from fairlead.rooms.archive.cli.making import demo
from fairlead.rooms.archive.cli.proving import verify
from fairlead.rooms.archive.cli.rebuilding import rebuild
from fairlead.rooms.archive.cli.taking import export

commands = [demo, backup, restore, export, verify, rebuild, purge]
