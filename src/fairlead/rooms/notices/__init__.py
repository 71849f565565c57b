"""Notices: who is told of what by mail, when, and how that is stopped. Follows the journal of promises."""
