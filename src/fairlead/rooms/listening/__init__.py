"""The listening mirror, for one person alone. What lives here: its doors and its weights. What may not: storing a talk."""
