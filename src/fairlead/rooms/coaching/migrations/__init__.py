"""How the tables of coaching came to be."""
