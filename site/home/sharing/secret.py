"""The secret of a link: told once, when it is made."""

from __future__ import annotations

from secrets import token_urlsafe

from django.utils.crypto import salted_hmac

BYTES = 24


def new() -> str:
    return token_urlsafe(BYTES)


def hash_of(secret: str) -> str:
    return salted_hmac("home.sharing", secret, algorithm="sha256").hexdigest()
