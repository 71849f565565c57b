"""A pytest plugin that remembers which addresses the run has called. tests/house/test_addresses.py asks it.

What may not live here: opinions about addresses."""

from __future__ import annotations
