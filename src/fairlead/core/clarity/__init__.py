"""Quiet hints for a clear ask: they inform, they never block."""
