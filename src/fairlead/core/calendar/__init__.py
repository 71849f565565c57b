"""Working days, quiet hours and time zones, as pure functions."""
