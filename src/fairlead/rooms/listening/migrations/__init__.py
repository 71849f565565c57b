"""How the tables of the listening room came to be."""
