"""Comments in the admin: all of them as a list, for moderators."""
