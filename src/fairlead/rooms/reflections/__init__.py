"""The room of reflections: what a person writes for themselves at the end of a week. Nobody else ever reads it."""
