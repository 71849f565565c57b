"""Feedback that leads somewhere: signed, or without a name and with a receipt; heard, decided, done."""
