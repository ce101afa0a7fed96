"""Passkeys: what the browser is asked, and what it answers. `allauth.mfa` and fido2 do the cryptography.

Every passkey is discoverable and made and used with user verification (a fingerprint, a PIN), so it stands for both a
code and a second factor. It belongs to the host where it was made.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User

from .rules import takes_passkeys

LONGEST_ANSWER = 20_000  # characters; an answer is a few thousand
TYPE = Authenticator.Type.WEBAUTHN


def host_of(request: HttpRequest) -> str:
    """The relying party: the host without its port (as in allauth's adapter)."""
    return request.get_host().partition(":")[0]


def possible(request: HttpRequest) -> bool:
    return takes_passkeys(request.get_host())


def to_create(user: User) -> dict[str, Any]:
    """What the browser is asked in order to make a passkey. The challenge waits in the session."""
    return auth.begin_registration(user, passwordless=True)


def to_use(user: User | None) -> dict[str, Any]:
    """The same to use one: of a person who is known already, or of whoever it belongs to."""
    return auth.begin_authentication(user)


def created(answer: str) -> dict[str, Any]:
    """The credential the browser made, checked. Raises ValidationError."""
    credential = _read(answer)
    binding = _checked(lambda: auth.complete_registration(credential))
    if not binding.is_user_verified():
        raise _refusal()
    return credential


def used(answer: str, user: User | None = None) -> Authenticator:
    """The passkey the browser used: one of ``user``'s, or of whoever it names. Raises ValidationError."""
    credential = _read(answer)

    def find() -> Authenticator:
        person = user or auth.extract_user_from_response(credential)
        return auth.complete_authentication(person, credential)

    return _checked(find)


def _read(answer: str) -> dict[str, Any]:
    try:
        read = json.loads(answer[:LONGEST_ANSWER])
    except ValueError:
        read = None
    if not isinstance(read, dict) or not isinstance(read.get("response"), dict):
        raise _refusal()
    return read


def _checked(check: Callable[[], Any]) -> Any:
    """The challenge is used up whatever the answer. What cannot be read or verified is refused the same way: the
    libraries raise errors of many kinds at what a stranger has sent."""
    try:
        return check()
    except Exception as error:
        raise _refusal() from error
    finally:
        auth.clear_state()


def _refusal() -> ValidationError:
    return ValidationError(_("The passkey was not accepted. Try again, or use a code sent by e-mail."), code="passkey")
