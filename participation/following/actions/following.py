"""Following and not following any more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.models import User
from core.refusal import Refusal, Refused

from .. import topics
from ..models import Follow, Subscriber
from ..rules import Reason
from ..topics import Topic
from .shared import mine, note, unsent

MANY = Refusal("many", _("You follow as many of these as one can. Stop following another one first."))


@transaction.atomic
def follow(
    *,
    site: Site,
    topic: Topic,
    user: User | None = None,
    subscriber: Subscriber | None = None,
    reason: str = Reason.CHOSEN,
    now: datetime,
) -> Follow:
    """Have somebody follow a topic; a second call changes nothing, except that what was followed by itself (by support)
    is now chosen. A follower by e-mail follows once that is confirmed. Raises Refused when the topic is not there for
    everybody to read, or an account follows as many of its kind as one may: of an address it would tell a stranger."""
    if topic not in topics.shown(site.pk, [topic]):
        raise Refused(Refusal("gone", _("What you want to follow is no longer here.")))
    row, made = Follow.objects.get_or_create(
        site=site,
        kind=topic.kind,
        key=topic.key,
        **mine(user, subscriber),
        defaults={"reason": reason, "created_at": now, "confirmed_at": now if user else None},
    )
    most = topics.most(topic.kind)
    if made and most and user and Follow.objects.filter(site=site, kind=topic.kind, user=user).count() > most:
        raise Refused(MANY)
    if reason == Reason.CHOSEN and row.reason == Reason.SUPPORT:
        row.reason = Reason.CHOSEN
        row.save(update_fields=["reason"])
    if made and reason == Reason.CHOSEN:
        note(site_id=site.pk, user=user, subscriber=subscriber, verb="add", topic=topic)
    return row


@transaction.atomic
def unfollow(
    *, site: Site, topic: Topic, user: User | None = None, subscriber: Subscriber | None = None, now: datetime
) -> bool:
    """Stop following, for whatever reason it was followed; what has not been sent yet is not sent. Returns whether it
    was followed."""
    rows = Follow.objects.filter(site=site, kind=topic.kind, key=topic.key, **mine(user, subscriber))
    unsent(user, subscriber).filter(topic__kind=topic.kind, topic__key=topic.key).delete()
    gone = bool(rows.delete()[0])
    if gone:
        note(site_id=site.pk, user=user, subscriber=subscriber, verb="drop", topic=topic)
    return gone


def attach(*, site_id: int, topic: Topic, user_id: int, reason: str, now: datetime) -> None:
    """Have a person follow what they have made or supported, within the action that made it. What is followed already
    stays as it is."""
    Follow.objects.bulk_create(
        [
            Follow(
                site_id=site_id,
                kind=topic.kind,
                key=topic.key,
                user_id=user_id,
                reason=reason,
                created_at=now,
                confirmed_at=now,
            )
        ],
        ignore_conflicts=True,
    )


def detach(*, site_id: int, kind: str, keys: Collection[str], user_id: int, reason: str) -> None:
    """End what was followed for that reason alone."""
    Follow.objects.filter(site_id=site_id, kind=kind, key__in=list(keys), user_id=user_id, reason=reason).delete()
