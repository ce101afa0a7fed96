"""Moderation in the admin."""
