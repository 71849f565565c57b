"""What somebody may read of feedback."""
