"""Reading followed searches."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from participation.following.models import Follow

from .models import FollowedSearch
from .topic import KIND


def followed() -> QuerySet[FollowedSearch]:
    """Those that somebody follows, or has asked to follow and not confirmed yet."""
    return FollowedSearch.objects.filter(_followers())


def unfollowed() -> QuerySet[FollowedSearch]:
    return FollowedSearch.objects.exclude(_followers())


def of_person(user: User) -> QuerySet[FollowedSearch]:
    keys = Follow.objects.filter(user=user, kind=KIND).values("key")
    return FollowedSearch.objects.filter(key__in=keys)


def followed_by(user: User, digest: str) -> FollowedSearch | None:
    """The search of this digest, where the person follows it. One query."""
    return of_person(user).filter(digest=digest).first()


def _followers() -> Exists:
    return Exists(Follow.objects.filter(site=OuterRef("site"), kind=KIND, key=OuterRef("key")))
