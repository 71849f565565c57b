"""The pulse: what is asked, how it is handed in, what may be shown of it, and how sure that is."""
