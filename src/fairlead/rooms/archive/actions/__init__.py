"""Keeping an installation, bringing it back, and forgetting what is old. One file each."""
