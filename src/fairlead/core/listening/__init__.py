"""The listening mirror: from the words of a talk to what one of its people may look at about themselves.

What lives here: reading transcripts, turns, marks and figures, as pure functions. What may not: storage, the clock,
sentences for people, anything about anybody but the one who asks."""
