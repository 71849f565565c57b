"""The room of coaching: inviting a coach, the coach's own home, and what a coach asks."""
