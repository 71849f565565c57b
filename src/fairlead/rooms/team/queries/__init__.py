"""Reading what a team may see of how it works."""
