"""What can be done to a promise. Each action owns its transaction and returns frozen data."""
