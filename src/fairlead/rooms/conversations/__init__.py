"""The room of conversations: how a promise went, talked over by its two people, step by step."""
