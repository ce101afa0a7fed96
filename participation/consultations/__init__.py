"""Hearings: from a draft to what was decided. Pure rules, pages, opinions."""
