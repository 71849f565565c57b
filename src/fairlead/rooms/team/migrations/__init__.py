"""How the tables of the team room came to be."""
