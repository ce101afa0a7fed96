"""What a person follows, when the service desk wrote it down and the person takes it to an account."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from accounts.models import User

from .models import Follow


def has_anything(user: User) -> bool:
    return Follow.objects.filter(user=user).exists()


def join(shell: User, account: User) -> None:
    """What the account follows already stays as it is."""
    own = Follow.objects.filter(user=account, site=OuterRef("site"), kind=OuterRef("kind"), key=OuterRef("key"))
    Follow.objects.filter(user=shell).exclude(Exists(own)).update(user=account)
    Follow.objects.filter(user=shell).delete()
