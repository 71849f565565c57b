"""Reading how people want to be reached, and what is still to be sent."""

from fairlead.rooms.notices.queries.habits import NoticeSettings, habits_of, reach_of, settings_of

__all__ = ["NoticeSettings", "habits_of", "reach_of", "settings_of"]
