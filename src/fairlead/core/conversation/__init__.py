"""The law of the conversation about a promise: its table, decide, apply, replay, and what each may read."""
