"""Tests with a real server and a real browser. What may not live here: what a page without a browser can prove."""
