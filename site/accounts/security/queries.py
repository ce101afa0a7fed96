"""Who has an address, or may get it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.core import signing
from django.db.models import Q
from wagtail.models import Site

from accounts.models import User

from .models import EmailChange
from .rules import UNDO_WITHIN

SALT = "accounts.security.email-undo"


def waiting_accounts() -> Any:
    """Accounts that somebody began by typing an address that nobody has proved: they hold nothing."""
    return User.objects.filter(unconfirmed_since__isnull=False, last_login=None)


def is_taken(email: str, user: User, now: datetime) -> bool:
    """Whether an address is another's: of a proved account, or kept for who can still take it back. One query."""
    another = User.objects.exclude(pk=user.pk).filter(email=email)
    proved = another.filter(Q(unconfirmed_since=None) | Q(last_login__isnull=False))
    kept = EmailChange.objects.undoable(now).filter(old=email).exclude(user=user)
    return proved.values("pk").union(kept.values("pk")).exists()


def kept_for(email: str, now: datetime) -> EmailChange | None:
    """The change that whoever reads the address can still take back; the oldest, which undoes the others too."""
    return EmailChange.objects.undoable(now).filter(old=email).select_related("user").last()


def who_have_factors(site: Site) -> set[int]:
    """Ids of those with a role in a municipality who have a passkey or an app. One query."""
    held = Authenticator.objects.filter(user__groups__role_group__site=site)
    return set(held.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list("user_id", flat=True))


def undo_token(change: EmailChange) -> str:
    """For the link in the mail to the old address. Opening it does nothing: the page has a button."""
    return signing.dumps(change.pk, salt=SALT)


def change_of(token: str) -> EmailChange | None:
    """``None`` for a token that is not ours, or too old."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=UNDO_WITHIN)
    except signing.BadSignature:
        return None
    return EmailChange.objects.select_related("user").filter(pk=pk).first()
