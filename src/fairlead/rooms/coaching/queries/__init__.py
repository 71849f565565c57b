"""What the coaching room may be asked: things with who reads along, and what a coach may read."""
