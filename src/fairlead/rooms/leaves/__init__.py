"""The room of leaves: who may read along with what, until when, and what they asked beside it."""
