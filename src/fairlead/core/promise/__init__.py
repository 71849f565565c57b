"""The law of the promise cycle: terms, one transition table, decide, apply, replay."""
