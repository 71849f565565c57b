"""SQLite as Fairlead's embedded default: Django's backend with durable settings and a fair writer lock."""
