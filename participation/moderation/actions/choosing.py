"""How a moderator hears of new cases."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.reach import reach_of
from accounts.roles import MODERATES
from core import audit
from core.refusal import Refusal, insist

from ..models import How, MailChoice


@transaction.atomic
def choose_mails(*, user: User, site_id: int, how: str, now: datetime) -> MailChoice:
    """At once, daily or never. What came before is old news. Raises Refused for who does not moderate there."""
    insist(
        None
        if reach_of(user, site_id, MODERATES)
        else Refusal("role", _("Your role does not include moderating in this municipality."))
    )
    choice, created = MailChoice.objects.get_or_create(
        person=user, site_id=site_id, defaults={"how": How(how), "since": now}
    )
    if not created and choice.how != how:
        if choice.how == How.NEVER:
            choice.since = now
        choice.how = How(how)
        choice.save(update_fields=["how", "since"])
    audit.record(
        site_id=site_id,
        actor_id=user.pk,
        verb="moderation.mails",
        kind="user",
        key=user.pk,
        subject_id=user.pk,
        how=how,
    )
    return choice
