"""The room of the team: who is in it and what its people let each other see. Never a figure about a person."""
