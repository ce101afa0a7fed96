"""Following by e-mail alone: asked for, confirmed from the mail, changed and stopped by the links in mails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.models import User
from core import limits
from core.refusal import Refusal, Refused

from .. import mails, topics
from ..models import Delivery, Follow, Letter, Preference, Subscriber
from ..queries import is_reached
from ..rules import UNCONFIRMED_KEPT, UNREACHABLE_KEPT, Reason
from ..tokens import Claim
from ..topics import Topic
from .choosing import choose
from .following import follow
from .reaching import forget_refusals
from .shared import note

LIMIT = "follow_mail"  # of `settings.GUARD_LIMITS`: confirmations to one address


@transaction.atomic
def subscribe(*, site: Site, email: str, topic: Topic, language: str, now: datetime) -> None:
    """Somebody asks to follow by e-mail: the address gets a mail that asks for a confirmation, a few a day at most. The
    caller answers the same whatever the address is. Raises ValidationError for what is no address, and Refused when the
    topic is not there for everybody to read."""
    email = _sound(email)
    if topic not in topics.shown(site.pk, [topic]):
        raise Refused(Refusal("gone", _("What you want to follow is no longer here.")))
    if limits.why_not(LIMIT, person=None, network="", address=email) is not None:
        return
    subscriber, made = Subscriber.objects.get_or_create(
        site=site, email=email, defaults={"language": language, "created_at": now}
    )
    if subscriber.confirmed_at is None and subscriber.language != language:
        subscriber.language = language
        subscriber.save(update_fields=["language"])
    row = follow(site=site, topic=topic, subscriber=subscriber, now=now)
    if row.confirmed_at is None and not made:
        Follow.objects.filter(pk=row.pk).update(created_at=now)  # asked for again: kept as long as a new one
    mails.ask_to_confirm(subscriber, topic, language, known=row.confirmed_at is not None and is_reached(subscriber))


@transaction.atomic
def confirm(*, claim: Claim, now: datetime) -> bool:
    """The button of the confirmation: what was asked for is followed from now on, and mail to an address that had been
    refused is tried again. Where the address has an account, it
    is the account that follows. Returns False when the request is no longer there (too old, or stopped); a second call
    changes nothing."""
    if claim.subscriber_id is None or claim.topic is None:
        return False
    subscriber = Subscriber.objects.select_for_update().filter(pk=claim.subscriber_id, site=claim.site_id).first()
    if subscriber is None:
        return False
    row = Follow.objects.filter(subscriber=subscriber, kind=claim.topic.kind, key=claim.topic.key).first()
    if row is None:
        return False
    was_off = forget_refusals(subscriber=subscriber)
    if row.confirmed_at is None:
        Follow.objects.filter(pk=row.pk).update(confirmed_at=now, created_at=now)
        Subscriber.objects.filter(pk=subscriber.pk, confirmed_at=None).update(confirmed_at=now)
        note(site_id=claim.site_id, user=None, subscriber=subscriber, verb="confirm", topic=claim.topic)
        owner = User.objects.filter(email=subscriber.email, is_active=True, unconfirmed_since=None).first()
        if owner is not None:
            join(user=owner, now=now)
    elif was_off:
        note(site_id=claim.site_id, user=None, subscriber=subscriber, verb="confirm", topic=claim.topic)
    return True


@transaction.atomic
def change(
    *, subscriber: Subscriber, now: datetime, language: str = "", paces: Mapping[str, str] | None = None
) -> None:
    """The language of a follower by e-mail, and how soon mails come. Raises ValidationError."""
    if language and language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("Choose a language.")})
    if language and language != subscriber.language:
        subscriber.language = language
        subscriber.save(update_fields=["language"])
        note(site_id=subscriber.site_id, user=None, subscriber=subscriber, verb="mails")
    if paces:
        choose(site=subscriber.site, subscriber=subscriber, paces=paces, now=now)


@transaction.atomic
def stop_all(*, subscriber: Subscriber, now: datetime) -> None:
    """Forget a follower by e-mail: the address, what was followed and what waits to be sent."""
    note(site_id=subscriber.site_id, user=None, subscriber=subscriber, verb="stop")
    Subscriber.objects.filter(pk=subscriber.pk).delete()


@transaction.atomic
def join(*, user: User, now: datetime) -> None:
    """A person has signed in with an address that follows by e-mail: the account follows instead, with the choices made
    there unless the account has its own. What had not been confirmed is forgotten: somebody else may have asked for it."""
    rows = Subscriber.objects.filter(email=user.email)
    for subscriber in rows.select_for_update().order_by("pk"):
        own = Follow.objects.filter(user=user, site=subscriber.site_id, kind=OuterRef("kind"), key=OuterRef("key"))
        kept = Follow.objects.filter(subscriber=subscriber).exclude(confirmed_at=None).exclude(Exists(own))
        kept.update(user=user, subscriber=None, reason=Reason.CHOSEN)
        if not Preference.objects.filter(user=user, site=subscriber.site_id).exists():
            Preference.objects.filter(subscriber=subscriber).update(user=user, subscriber=None)
        heard = Delivery.objects.filter(user=user, event=OuterRef("event"))
        idle = Q(letter=None) | Q(letter__state=Letter.State.WAITING, letter__holder="")
        waiting = Delivery.objects.filter(idle, subscriber=subscriber).exclude(Exists(heard))
        waiting.update(user=user, subscriber=None, letter=None)
        note(site_id=subscriber.site_id, user=user, subscriber=None, verb="join")
        Subscriber.objects.filter(pk=subscriber.pk).delete()


def purge_unconfirmed(*, now: datetime) -> int:
    """Delete what was asked for and not confirmed within a week, addresses that follow nothing, and those that have
    long taken no mail. Returns how many rows."""
    before = now - UNCONFIRMED_KEPT
    gone = Follow.objects.filter(confirmed_at=None, created_at__lt=before).delete()[0]
    gone += Subscriber.objects.filter(unreachable__off_at__lt=now - UNREACHABLE_KEPT).delete()[0]
    idle = Subscriber.objects.filter(created_at__lt=before)
    return gone + idle.exclude(Exists(Follow.objects.filter(subscriber=OuterRef("pk")))).delete()[0]


def _sound(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError({"email": _("Write your e-mail address in full, for example name@example.fi.")}) from None
    return email
