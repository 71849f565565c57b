"""A believable team with history, for trying Fairlead out and for measuring it."""
