"""What is about to expire, on the first page of the admin."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.trail_admin.policy import administered
from core.desk.waiting import Waiting

from ..models import Expiry


def expiries_coming(request: HttpRequest) -> Iterator[Waiting]:
    """One count."""
    sites = administered(request.user)
    if not sites:
        return
    number = Expiry.objects.filter(site__in=sites, ended_at=None).count()
    text = ngettext("expiry coming", "expiries coming", number)
    yield Waiting(text=text, number=number, url=reverse("retention:index"))
