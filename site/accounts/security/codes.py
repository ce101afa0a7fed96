"""Codes of six digits for who is signed in: that it is really the person, and that a new address is theirs.

What is asked for waits in the session: a keyed hash of the code, never the code.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from accounts.rules import CODE_LENGTH

from .rules import CODE_FOR, CODE_TRIES

IDENTITY, NEW_EMAIL = "code_identity", "code_new_email"  # keys of the session


def issue(request: HttpRequest, purpose: str, **facts: Any) -> str:
    """A new code; one asked for before is no longer valid. ``facts`` wait with it."""
    code = get_random_string(CODE_LENGTH, "0123456789")
    at = timezone.now().timestamp()
    request.session[purpose] = {"hash": _hash(purpose, code, at), "at": at, "tries": 0, **facts}
    return code


def waiting(request: HttpRequest, purpose: str) -> dict[str, Any] | None:
    """What waits for its code, or ``None`` when nothing does any more."""
    kept = request.session.get(purpose)
    if not kept or timezone.now().timestamp() - kept["at"] > CODE_FOR.total_seconds():
        return None
    return dict(kept)


def is_right(request: HttpRequest, purpose: str, code: str) -> bool:
    """Count a try. After `CODE_TRIES` wrong ones nothing waits any more. A right code is used up by `forget`."""
    kept = waiting(request, purpose)
    if kept is None:
        return False
    if constant_time_compare(kept["hash"], _hash(purpose, code, kept["at"])):
        return True
    kept["tries"] += 1
    if kept["tries"] >= CODE_TRIES:
        forget(request, purpose)
    else:
        request.session[purpose] = kept
    return False


def forget(request: HttpRequest, purpose: str) -> None:
    request.session.pop(purpose, None)


def _hash(purpose: str, code: str, at: float) -> str:
    return salted_hmac(f"accounts.security.codes.{purpose}", f"{code} {at}", algorithm="sha256").hexdigest()
