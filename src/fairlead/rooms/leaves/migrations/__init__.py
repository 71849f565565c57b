"""How the tables of leaves came to be."""
