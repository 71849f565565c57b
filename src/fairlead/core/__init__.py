"""The rules. Pure: no clock, no randomness, no I/O; imports nothing of the floors above."""
