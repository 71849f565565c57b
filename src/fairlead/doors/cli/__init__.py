"""The kit of the command's door: a server spoken to over its API, what is kept of it, how answers are printed.

What may not live here: commands (each room's cli.py), Django, and any rule."""
