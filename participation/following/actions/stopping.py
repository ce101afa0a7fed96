"""The one click that stops (RFC 8058): with a token alone, as often as it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Site

from accounts.models import User

from ..models import Subscriber
from ..rules import Group, Pace
from ..tokens import Claim
from ..topics import PERSON
from .choosing import choose, mute
from .following import unfollow
from .subscribing import stop_all


@dataclass(frozen=True)
class Holder:
    """Who holds a link: a person, a follower by e-mail, or nobody any more."""

    site: Site
    user: User | None = None
    subscriber: Subscriber | None = None

    @property
    def is_gone(self) -> bool:
        return self.user is None and self.subscriber is None


def holder_of(claim: Claim) -> Holder | None:
    """``None`` when the municipality is not there."""
    site = Site.objects.filter(pk=claim.site_id).first()
    if site is None:
        return None
    user = User.objects.filter(pk=claim.user_id, is_active=True).first() if claim.user_id else None
    known = Subscriber.objects.filter(site=site)
    return Holder(site, user, known.filter(pk=claim.subscriber_id).first() if claim.subscriber_id else None)


@transaction.atomic
def stop(*, claim: Claim, now: datetime) -> None:
    """Stop what the token is for: one topic, or everything: then a person gets no mail any more, and a follower by
    e-mail is forgotten. Nothing happens when that has been done."""
    holder = holder_of(claim)
    if holder is None or holder.is_gone:
        return
    if claim.topic is not None and claim.topic.kind == PERSON and holder.user is not None:
        choose(site=holder.site, user=holder.user, paces={Group.COMMENTS: Pace.NEVER}, now=now)
    elif claim.topic is not None:
        unfollow(site=holder.site, topic=claim.topic, user=holder.user, subscriber=holder.subscriber, now=now)
    elif holder.user is not None:
        mute(site=holder.site, user=holder.user, now=now)
    elif holder.subscriber is not None:
        stop_all(subscriber=holder.subscriber, now=now)
