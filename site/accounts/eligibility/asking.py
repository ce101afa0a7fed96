"""Asking once, at the act: what was begun waits in `accounts.pending`, and is done when the person has told."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.refusal import Refused

from .rules import Asks


def url_of(refusal: PermissionDenied, back: str) -> str:
    """The page that asks, when that is what the refusal means; else nothing. ``back``: where to go on."""
    if not isinstance(refusal, Refused) or not isinstance(refusal.refusal, Asks):
        return ""
    asks = refusal.refusal
    query = {"age": asks.age or "", "home": "1" if asks.basis else "", "next": back}
    return f"{reverse('eligibility:tell')}?{urlencode({name: value for name, value in query.items() if value})}"
