"""Accounts that nobody uses any more, and what people told of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.acting.models import DeskKey, DeskPerson
from accounts.eligibility.models import Told
from accounts.models import User
from accounts.personal import Fate
from accounts.personal.actions import leave

from . import kinds, mails
from .rules import Scope


def _sleeping(scope: Scope) -> QuerySet[Any]:
    """Nobody with a role, and nobody who has no address to warn."""
    assert scope.before is not None
    slept = Q(last_login__lt=scope.before) | Q(last_login=None, date_joined__lt=scope.before)
    rows = User.objects.filter(slept, is_active=True, is_superuser=False, groups=None)
    return rows.exclude(email="")


def _close(ids: Sequence[Any], now: datetime) -> int:
    """Each account leaves as if its person had asked: texts and supports stay, without the name."""
    site = Site.objects.get(is_default_site=True)
    users = list(User.objects.filter(pk__in=ids, is_active=True))
    for user in users:
        leave(user=user, site=site, supports=Fate.STAY, texts=Fate.STAY, now=now, asked=False)
    return len(users)


def _warn(site_id: int, ids: Sequence[Any], falls_at: datetime) -> None:
    site = Site.objects.get(pk=site_id)
    for user in User.objects.filter(pk__in=ids):
        mails.tell_sleeper(site, user, falls_at)


def _told(scope: Scope) -> QuerySet[Any]:
    rows = Told.objects.filter(site_id=scope.site_id)
    return rows.exclude(Q(age_at__gte=scope.before) | Q(basis_at__gte=scope.before))


def _desk(scope: Scope) -> QuerySet[Any]:
    rows = DeskPerson.objects.filter(site_id=scope.site_id, created_at__lt=scope.before)
    known = Q(user__display_name="", user__first_name="", user__last_name="", keys=None)
    return rows.exclude(pk__in=rows.filter(known).values("pk"))


def _forget_desk(ids: Sequence[Any], now: datetime) -> int:
    """Nobody can be known again by it; what was written down stays without the name."""
    DeskKey.objects.filter(person__in=ids).delete()
    users = User.objects.filter(desk_person__in=ids)
    return users.update(display_name="", first_name="", last_name="")


def register() -> None:
    kinds.register(
        "accounts",
        kinds.Kind(
            label=_("Accounts that sleep"),
            explained=_(
                "Since the last sign-in. The person is warned by e-mail and keeps the account by signing in. Staff’s "
                "accounts stay. Texts and supports stay without a name. An account is in every municipality of the "
                "installation, so the longest time counts."
            ),
            months=24,
            due=_sleeping,
            expire=_close,
            warn=_warn,
            everywhere=True,
        ),
    )
    kinds.register(
        "told",
        kinds.Kind(
            label=_("Age and capacity that people told"),
            explained=_("Since they were told. They are asked again where a phase needs them."),
            months=24,
            due=_told,
            expire=lambda ids, now: Told.objects.filter(pk__in=ids).delete()[0],
        ),
    )
    kinds.register(
        "desk",
        kinds.Kind(
            label=_("People of the service desk"),
            explained=_("Since they were written down. What was done for them stays, without a name."),
            months=24,
            due=_desk,
            expire=_forget_desk,
        ),
    )
