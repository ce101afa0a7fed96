"""Proposals in the admin."""
