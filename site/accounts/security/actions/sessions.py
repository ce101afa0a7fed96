"""Sessions ended by the person, and what goes by the clock."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from wagtail.models import Site

from accounts.models import User
from accounts.security import sessions
from accounts.security.models import EmailChange
from accounts.security.rules import UNDO_WITHIN

from .shared import write_down


@transaction.atomic
def end_session(*, user: User, pk: int, site: Site) -> bool:
    """``False`` when it had ended already."""
    ended = sessions.end(user, pk)
    if ended:
        write_down("security.session_end", user, site)
    return ended


@transaction.atomic
def end_others(*, user: User, but: str, site: Site) -> None:
    """All but the session with the key ``but``; the view keeps that one with `sessions.stay`."""
    sessions.end_all(user, but=but)
    write_down("security.sessions_end", user, site)


def purge(*, now: datetime) -> int:
    """Forget sessions that ended by themselves, and addresses that can no longer be taken back. Returns how many rows."""
    changes, _by_model = EmailChange.objects.filter(changed_at__lt=now - UNDO_WITHIN).delete()
    return changes + sessions.purge(now)
