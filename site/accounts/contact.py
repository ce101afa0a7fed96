"""An author's contact, for staff who need it: shown after a reason is given and a row is left in the audit trail.

Each app registers how its things are found for a member of staff. A screen includes ``{% author_contact kind key %}``
(`accounts.templatetags.contact`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from .models import User

SHOWN_FOR = timedelta(minutes=10)
SESSION = "contacts_shown"


@dataclass(frozen=True, kw_only=True)
class Authored:
    """A thing that the member of staff may see. ``author`` is ``None`` where there is no account to write to; ``url``:
    its screen, where the contact is shown; ``given``: name and addresses that came with the thing itself."""

    site_id: int
    author: User | None
    url: str
    given: str = ""


Finder = Callable[[Any, str], Authored | None]
_finders: dict[str, Finder] = {}


def register(kind: str, finder: Finder) -> None:
    """``finder`` gets the member of staff and the thing's key; ``None`` when it is not there for that person."""
    _finders[kind] = finder


def find(user: Any, kind: str, key: str) -> Authored | None:
    return _finders[kind](user, key) if kind in _finders else None


def open_for(request: HttpRequest, kind: str, key: str) -> None:
    """The reason has been given and recorded: the contact is shown to this session for a while."""
    now = timezone.now()
    kept = {name: until for name, until in request.session.get(SESSION, {}).items() if until > now.timestamp()}
    request.session[SESSION] = {**kept, f"{kind} {key}": (now + SHOWN_FOR).timestamp()}


def is_open(request: HttpRequest, kind: str, key: str) -> bool:
    until = request.session.get(SESSION, {}).get(f"{kind} {key}", 0)
    return bool(until > timezone.now().timestamp())
