"""Searches that somebody follows: what is new in them is told by the machinery of following."""
