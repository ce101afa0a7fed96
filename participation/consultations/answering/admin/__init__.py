"""Answering in the admin: consultations and their opinions, as far as a person's roles reach."""
