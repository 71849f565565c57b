"""The room of the pulse: what a team may learn about itself from answers nobody can be told by."""
