"""Whoever opens Wagtail's own pages of users sees addresses, so each opening leaves a row in the audit trail."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from wagtail.models import Site

from core import audit

from .models import User

PAGES = "wagtailusers_users"  # the addresses' namespace; a superuser's only


class AccountReadingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if match and PAGES in match.namespaces and response.status_code == 200 and isinstance(request.user, User):
            site, person = Site.find_for_request(request), str(match.kwargs.get("pk", ""))
            audit.record_reading(
                site_id=site.pk if site else None,
                actor_id=request.user.pk,
                what="account",
                kind="user",
                key=person,
                subject_id=int(person) if person.isdigit() else None,
                page=match.url_name,
            )
        return response
