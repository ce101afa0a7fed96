"""Links that are somebody's key: to go on with answers, and to change those that were sent. Only their keyed hash is
kept, so that the database opens nothing."""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac


def new_link() -> str:
    """192 bits that nobody guesses."""
    return secrets.token_urlsafe(24)


def hash_of(link: str) -> str:
    return salted_hmac("surveys.links", link, algorithm="sha256").hexdigest()
