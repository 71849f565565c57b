"""What is written and forgotten of a week."""
