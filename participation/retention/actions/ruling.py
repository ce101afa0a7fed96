"""What administrators decide: how long each kind is kept, how early it is announced, and which project waits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.models import User
from core import audit
from core.text import tidy_line

from ..models import Expiry, Hold, Rule, Warned

REASON = (5, 200)  # characters


@transaction.atomic
def set_months(*, site: Site, user: User, kind: str, months: int | None, project_key: UUID | None = None) -> None:
    """Keep a kind so many months; ``None``: for good."""
    Rule.objects.update_or_create(site=site, kind=kind, project_key=project_key, defaults={"months": months})
    audit.record(
        site_id=site.pk,
        actor_id=user.pk,
        verb="retention.rule",
        kind="retention",
        key=project_key or kind,
        of=kind,
        months=months,
    )


@transaction.atomic
def follow_municipality(*, site: Site, user: User, kind: str, project_key: UUID) -> None:
    """The project has no rule of its own any more."""
    if Rule.objects.filter(site=site, kind=kind, project_key=project_key).delete()[0]:
        audit.record(
            site_id=site.pk, actor_id=user.pk, verb="retention.follow", kind="retention", key=project_key, of=kind
        )


@transaction.atomic
def set_warned_days(*, site: Site, user: User, days: int) -> None:
    """How long before it goes something is announced. What has been announced keeps its day."""
    Warned.objects.update_or_create(site=site, defaults={"days": days})
    audit.record(site_id=site.pk, actor_id=user.pk, verb="retention.warned", kind="retention", key=site.pk, number=days)


@transaction.atomic
def hold(*, site: Site, user: User, project_key: UUID, reason: str, now: datetime) -> Hold:
    """Stop every expiry of a project. Raises ValidationError without a reason."""
    reason = tidy_line(reason)[: REASON[1]]
    if len(reason) < REASON[0]:
        raise ValidationError({"reason": _("Tell in a few words why nothing of this project may expire now.")})
    row, made = Hold.objects.get_or_create(
        site=site, project_key=project_key, lifted_at=None, defaults={"reason": reason, "by": user, "at": now}
    )
    if made:
        audit.record(
            site_id=site.pk,
            actor_id=user.pk,
            verb="retention.hold",
            kind="retention",
            key=project_key,
            reason=reason,
        )
    return row


@transaction.atomic
def lift(*, site: Site, user: User, project_key: UUID, now: datetime) -> None:
    """Let things expire again: what was announced meanwhile is announced anew, so that nothing goes unwarned."""
    if not Hold.objects.filter(site=site, project_key=project_key, lifted_at=None).update(
        lifted_at=now, lifted_by=user
    ):
        return
    Expiry.objects.filter(site=site, project_key=project_key, ended_at=None).update(ended_at=now, dropped=True)
    audit.record(site_id=site.pk, actor_id=user.pk, verb="retention.lift", kind="retention", key=project_key)
