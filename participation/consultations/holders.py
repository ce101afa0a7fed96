"""Whose an unfinished opinion is, while nobody is signed in: a secret in the browser's cookie, of which a keyed hash is
kept, so that the database opens nothing."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from .rules import UNFINISHED_DAYS

COOKIE = "unfinished-opinions"
SALT = "consultations.holders"


def holder_of(request: HttpRequest) -> str:
    """Empty for a browser that keeps nothing, or whose cookie is not ours."""
    secret = request.get_signed_cookie(COOKIE, default="", salt=SALT)
    return _hash(secret) if secret else ""


def new_secret() -> tuple[str, str]:
    """192 bits that nobody guesses, and the holder that they stand for."""
    secret = secrets.token_urlsafe(24)
    return secret, _hash(secret)


def hand(request: HttpRequest, response: HttpResponse, secret: str = "") -> None:
    """Give the browser its secret, or (empty) let it keep the one that it has for as long again."""
    secret = secret or request.get_signed_cookie(COOKIE, default="", salt=SALT)
    days = UNFINISHED_DAYS * 24 * 3600
    secure = request.is_secure()
    response.set_signed_cookie(COOKIE, secret, salt=SALT, max_age=days, httponly=True, samesite="Lax", secure=secure)


def _hash(secret: str) -> str:
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()
