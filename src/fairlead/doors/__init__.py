"""What every door shares: rendering, who is asking, saying no."""
