"""Mails to moderators about what waits, as each has chosen. What somebody has been told is written down in the
transaction that sends it, and the database lets it be written once: two processes tell nothing twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import override
from wagtail.models import Site

from accounts.models import User
from accounts.roles import MODERATES
from municipality import mails
from municipality.queries import of_site

from . import queries
from .models import Case, How, MailChoice, Told

DAILY_AFTER = 7  # o'clock, local time
LISTED = 20  # cases told one by one
NEWS = timedelta(days=7)  # a choice made by nobody looks so far back the first time


@dataclass(frozen=True)
class Line:
    """A case in a mail."""

    case: Case
    reasons: list[str]
    url: str


def send_due(*, now: datetime) -> int:
    """Tell every moderator what is new to them and due now. Returns how many mails."""
    pairs = (
        User.objects.filter(is_active=True, groups__role_group__role__in=list(MODERATES))
        .values_list("pk", "groups__role_group__site")
        .distinct()
    )
    return sum(_send(person_id, site_id, now) for person_id, site_id in list(pairs) if site_id)


@transaction.atomic
def _send(person_id: int, site_id: int, now: datetime) -> bool:
    choice, _made = MailChoice.objects.get_or_create(
        person_id=person_id, site_id=site_id, defaults={"since": now - NEWS, "how": How.DAILY}
    )
    choice = MailChoice.objects.select_for_update().get(pk=choice.pk)
    if not _is_due(choice, now):
        return False
    if choice.how == How.DAILY:
        choice.last_day = localtime(now).date()
        choice.save(update_fields=["last_day"])
    person = User.objects.get(pk=person_id)
    waiting = queries.waiting(person).filter(site_id=site_id)
    told = Told.objects.filter(choice=choice).values("case")
    new = list(waiting.filter(opened_at__gte=choice.since).exclude(pk__in=told).order_by("opened_at", "pk"))
    if not new:
        return False
    Told.objects.bulk_create(Told(choice=choice, case=case) for case in new)
    mail(person, Site.objects.get(pk=site_id), new, waiting.count(), choice.how)
    return True


def _is_due(choice: MailChoice, now: datetime) -> bool:
    if choice.how == How.DAILY:
        local = localtime(now)
        return local.hour >= DAILY_AFTER and choice.last_day != local.date()
    return choice.how == How.AT_ONCE


def mail(person: User, site: Site, new: list[Case], waiting: int, how: str) -> None:
    """The mail itself: what is new to a person, and how much waits in all."""
    with override(person.language):
        municipality = of_site(site, person.language)
        reasons = queries.reasons_of(case.pk for case in new[:LISTED])
        lines = [
            Line(
                case,
                queries.reason_labels(reasons.get(case.pk, [])),
                site.root_url + reverse("moderation_admin:case", args=[case.pk]),
            )
            for case in new[:LISTED]
        ]
        context = {
            "lines": lines,
            "number": len(new),
            "more": max(0, len(new) - LISTED),
            "waiting": waiting,
            "daily": how == How.DAILY,
            "url": site.root_url + reverse("moderation_admin:index"),
            "choices_url": site.root_url + reverse("moderation_mails"),
            "home": site.root_url + municipality.home_url,
        }
    mails.send(
        municipality=municipality,
        to=person.email,
        template="moderation_waiting",
        language=person.language,
        context=context,
    )
