"""A page is shown to outsiders before it is published: by a secret link with an end."""
