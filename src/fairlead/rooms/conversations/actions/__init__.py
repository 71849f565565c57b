"""What changes a conversation: beginning it, taking a step, erasing somebody's words."""
