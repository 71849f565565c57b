"""What the background worker does for teams: counts once a week, and the call on the day."""

from __future__ import annotations

from fairlead.rooms.team.actions.call import call_together
from fairlead.rooms.team.actions.freeze import freeze_counts

jobs = (freeze_counts, call_together)
