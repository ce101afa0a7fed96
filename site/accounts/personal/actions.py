"""Deleting an account. It is closed at once, in one transaction; what belonged to it goes kind by kind in the background,
and the account itself last."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from wagtail.models import Site

from accounts.models import User
from core import audit
from core.jobs.actions import QUEUE
from core.refusal import insist

from . import mails
from .models import Departure
from .queries import why_not_leave
from .registry import Fate, Leaving, known

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)


@transaction.atomic
def leave(*, user: User, site: Site, supports: str, texts: str, now: datetime, asked: bool = True) -> Departure:
    """Close the account for good: nobody can sign in with it, its name and address are gone from everywhere, the address
    is free for a new account. ``supports`` and ``texts``: `Fate`; ``asked``: by the person, not by the clock. Raises
    Refused."""
    user = User.objects.select_for_update().get(pk=user.pk)
    insist(why_not_leave(user))
    departure = Departure.objects.create(
        user=user,
        site=site,
        address=user.email,
        language=user.language,
        supports=Fate(supports),
        texts=Fate(texts),
        asked_at=now,
        asked=asked,
    )
    user.email, user.is_active, user.is_staff = f"{uuid4().hex}@gone.invalid", False, False
    user.display_name = user.first_name = user.last_name = ""
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    EmailAddress.objects.filter(user=user).delete()
    audit.record(
        site_id=None,
        actor_id=user.pk if asked else None,
        verb="account.leave" if asked else "account.expire",
        kind="user",
        key=user.pk,
        subject_id=user.pk,
        supports=departure.supports,
        texts=departure.texts,
    )
    transaction.on_commit(lambda: carry_out.enqueue(departure.pk))
    return departure


@task(queue_name=QUEUE)
def carry_out(departure_id: int) -> None:
    finish(departure_id=departure_id, now=timezone.now())


def finish(*, departure_id: int, now: datetime) -> bool:
    """Erase everything of who leaves, then the account. Whether it is done: not when another worker is on it, or when a
    kind failed, which is logged; `finish_all` tries again. What was done before a crash is not done twice."""
    free = Departure.objects.filter(pk=departure_id).filter(Q(taken_until=None) | Q(taken_until__lte=now))
    if not free.update(taken_until=now + LEASE):
        return False
    departure = Departure.objects.select_related("user", "site").get(pk=departure_id)
    leaving = Leaving(
        user=departure.user,
        address=departure.address,
        supports=Fate(departure.supports),
        texts=Fate(departure.texts),
        now=departure.asked_at,
    )
    done = [_erased(model, leaving, departure) for model in known()]  # each, though one fails
    if not all(done):
        return False
    _end(departure)
    return True


def finish_all(*, now: datetime) -> int:
    """Go on with what a worker left unfinished. Returns how many accounts are gone now."""
    waiting = Departure.objects.filter(Q(taken_until=None) | Q(taken_until__lte=now)).order_by("pk")
    return sum(finish(departure_id=pk, now=now) for pk in list(waiting.values_list("pk", flat=True)))


def _erased(model: str, leaving: Leaving, departure: Departure) -> bool:
    Departure.objects.filter(pk=departure.pk).update(taken_until=timezone.now() + LEASE)
    try:
        known()[model].erase(leaving)
    except Exception:
        logger.exception("Of an account that is being deleted, %s could not be erased", model)
        return False
    return True


@transaction.atomic
def _end(departure: Departure) -> None:
    audit.record(
        site_id=None,
        actor_id=None,
        verb="account.gone",
        kind="user",
        key=departure.user_id,
        subject_id=departure.user_id,
    )
    mails.tell_gone(departure)
    departure.user.delete()
