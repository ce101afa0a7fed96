"""Publishing what has been drafted, together: each author hears of it once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import ngettext_lazy

from accounts.models import User
from core.refusal import Refusal, insist

from ... import mails, telling
from ...actions.shared import insist_may
from ...models import ConsultationPage, OpinionHandling, Response
from .shared import note

BATCH = 200  # opinions in one transaction


def publish(
    *,
    page: ConsultationPage,
    site_id: int,
    user: User,
    now: datetime,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Publish every opinion that has a response and an outcome; return how many. It goes on where it was left, when it
    was interrupted. Raises Refused when a response lacks a language, before anything is published."""
    key, total = page.translation_key, 0
    insist_may(user, key)
    insist(_incomplete(page))
    while number := _batch(page, site_id, user, now):
        total += number
        progress(total)
    return total


def _incomplete(page: ConsultationPage) -> Refusal | None:
    waiting = OpinionHandling.objects.of(page.translation_key).ready().values("response")
    number = sum(not one.is_complete for one in Response.objects.filter(pk__in=waiting))
    words = ngettext_lazy(
        "%(number)s response lacks a language. Write it before publishing.",
        "%(number)s responses lack a language. Write them before publishing.",
        number,
    )
    return Refusal("language", words % {"number": number}) if number else None


@transaction.atomic
def _batch(page: ConsultationPage, site_id: int, user: User, now: datetime) -> int:
    key = page.translation_key
    ready = OpinionHandling.objects.of(key).ready().select_for_update(of=("self",))
    rows = list(
        ready.select_related("opinion__site", "opinion__author", "opinion__contact", "response").order_by("pk")[:BATCH]
    )
    if not rows:
        return 0
    OpinionHandling.objects.filter(pk__in=[row.pk for row in rows]).update(published_at=now)
    fresh = Q(pk__in=[row.response_id for row in rows], published_at=None)
    Response.objects.filter(fresh).update(published_at=now)
    note(site_id, key, user, "publish_responses", number=len(rows))
    telling.answered(page, site_id=site_id, now=now)
    mails.answered(rows, page=page)
    return len(rows)
