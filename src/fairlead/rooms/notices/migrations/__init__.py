"""The shape of the outbox, step by step."""
