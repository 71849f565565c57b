"""What changes an agreement: proposing it, a move, erasing somebody's words."""
