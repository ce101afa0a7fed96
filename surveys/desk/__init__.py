"""Surveys in the admin beside the page editor: codes, and what comes in otherwise."""
