"""How the tables of reflections came to be."""
