"""What several of these actions need."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.models import User
from accounts.security.factors import factors_of, is_asked_of
from core import audit


def locked(user: User) -> User:
    """The person's row; others who change it wait."""
    return User.objects.select_for_update().get(pk=user.pk)


SELF = 0  # stands for the person


def write_down(verb: str, user: User, site: Site, actor_id: int | None = SELF, **facts: Any) -> None:
    """A row of the trail about a person, who did it unless another is named (``None``: a command)."""
    audit.record(
        site_id=site.pk,
        actor_id=user.pk if actor_id == SELF else actor_id,
        verb=verb,
        kind="user",
        key=user.pk,
        subject_id=user.pk,
        **facts,
    )


def take_away(user: User, factor: Authenticator) -> None:
    """Remove one factor, and recovery codes that would be left alone. Raises ValidationError for the last one of a person
    of whom a second step is asked."""
    left = factors_of(user).number - 1
    if left == 0 and is_asked_of(user):
        raise ValidationError(
            _(
                "This is your only second step, and the administration asks for one. Add another first, then remove this."
            )
        )
    factor.delete()
    if left == 0:
        Authenticator.objects.filter(user=user).delete()
