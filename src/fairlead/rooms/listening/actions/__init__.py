"""What is kept and forgotten of the mirror, for its owner alone."""
