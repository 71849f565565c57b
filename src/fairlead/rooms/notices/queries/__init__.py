"""Reading how people want to be reached, and what is still to be sent."""

from fairlead.rooms.notices.queries.habits import PLAIN, NoticeSettings, habits_of, reach_of, settings_of

__all__ = ["PLAIN", "NoticeSettings", "habits_of", "reach_of", "settings_of"]
