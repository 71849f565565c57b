"""What this room does: choose a rhythm, freeze the counts of the week, call the team together, agree on what comes of it."""
