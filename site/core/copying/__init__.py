"""A page made of another one, in every language at once: Wagtail would copy one of them, apart from the others."""
