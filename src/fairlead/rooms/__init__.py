"""Features. Every room has the same files; a higher room may use a lower one, never back."""
