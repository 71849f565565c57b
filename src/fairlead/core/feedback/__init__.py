"""Feedback: from being received to being heard, decided and done, signed or without a name."""
