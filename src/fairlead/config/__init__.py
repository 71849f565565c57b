"""Wiring: settings, addresses, the servers. Knows everything, decides nothing."""
