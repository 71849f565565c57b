"""The world: mail and its like. Plain data in, plain data out."""
