"""Secrets at rest: TOTP secrets and the seeds of recovery codes are encrypted with a key derived from SECRET_KEY."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises ValueError for what was not sealed with a key of ours (``SECRET_KEY``, ``SECRET_KEY_FALLBACKS``)."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ValueError("sealed with another key") from error


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    derived = salted_hmac("accounts.security.sealing", "key", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(derived)
