"""How soon somebody hears of what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.models import User

from ..models import Preference, Subscriber
from ..rules import Group, Pace, due
from .reaching import forget_refusals
from .shared import mine, note, unsent


@transaction.atomic
def choose(
    *,
    site: Site,
    paces: Mapping[str, str],
    user: User | None = None,
    subscriber: Subscriber | None = None,
    now: datetime,
) -> None:
    """Set the pace of any groups in a municipality; what waits to be sent follows the new pace at once. To an address
    that had been refused mail is tried again. Raises ValidationError for what is no group or pace."""
    if set(paces) - set(Group.values) or set(paces.values()) - set(Pace.values):
        raise ValidationError(_("Choose how often you want mail."))
    whose = mine(user, subscriber)
    forget_refusals(user=user, subscriber=subscriber)
    for group, pace in paces.items():
        Preference.objects.update_or_create(site=site, group=group, **whose, defaults={"pace": pace})
        rows = unsent(user, subscriber).filter(site=site, topic__group=group)
        at = due(pace, now)
        if at is None:
            rows.delete()
        else:
            rows.filter(letter=None).update(due_at=at)
    if paces:
        note(site_id=site.pk, user=user, subscriber=subscriber, verb="mails")


def mute(*, site: Site, user: User, now: datetime) -> None:
    """No mail about anything followed here; what is followed stays on the own page."""
    choose(site=site, user=user, paces=dict.fromkeys(Group.values, Pace.NEVER), now=now)
