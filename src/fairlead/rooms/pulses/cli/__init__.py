"""The pulses room on the command line. What may not live here: Django, rules, storage."""

from fairlead.rooms.pulses.cli.following import after
from fairlead.rooms.pulses.cli.reading import pulse
from fairlead.rooms.pulses.cli.statistics import statistics

pulse.add_command(statistics)
pulse.add_command(after)
commands = [pulse]
