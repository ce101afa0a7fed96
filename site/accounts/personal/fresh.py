"""Whether somebody has just shown who they are."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.utils import timezone

FRESH = timedelta(minutes=15)


def is_fresh(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(timezone.now().timestamp() - record["at"] < FRESH.total_seconds() for record in records)
