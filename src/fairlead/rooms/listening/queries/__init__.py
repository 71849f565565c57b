"""What is looked at, and what is read of what was kept, by its owner alone."""
