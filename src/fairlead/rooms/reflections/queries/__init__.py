"""What is read of a week, by its author alone."""
