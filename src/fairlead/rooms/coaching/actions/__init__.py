"""What can be done about who reads along."""
