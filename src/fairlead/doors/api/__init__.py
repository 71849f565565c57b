"""The kit of the API door: JSON in and out, problems, ETags, keys that make a POST count once, its description.

What may not live here: operations (each room's api.py has its own), and anything a room decides."""
