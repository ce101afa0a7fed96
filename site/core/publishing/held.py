"""What had its time by the clock and could not be published: on the admin's first page, and listed with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page, Revision
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..desk.waiting import Waiting
from .guard import GuardedPage

OVERDUE = timedelta(minutes=5)  # the clock comes every minute
MAY_MEND = ["change", "publish"]
PAGE = 20


def _revisions(user: Any, now: datetime) -> list[Revision]:
    """Of pages that the person may edit or publish, the longest overdue first. Two queries at most."""
    overdue = list(
        Revision.page_revisions.filter(approved_go_live_at__lt=now - OVERDUE).order_by("approved_go_live_at")
    )
    if not overdue:
        return []
    own = PagePermissionPolicy(Page).instances_user_has_any_permission_for(user, MAY_MEND)
    ids = set(own.filter(pk__in=[one.object_id for one in overdue]).values_list("pk", flat=True))
    return [one for one in overdue if int(one.object_id) in ids]


def pages_held(request: HttpRequest) -> Iterator[Waiting]:
    number = len(_revisions(request.user, timezone.now()))
    text = ngettext("page whose publishing waits for something", "pages whose publishing waits for something", number)
    yield Waiting(text=text, number=number, url=reverse("core_held"), late=True)


@require_admin_access
def held(request: HttpRequest) -> HttpResponse:
    """A page of them: each is judged by itself, with some queries of its own."""
    leaf = Paginator(_revisions(request.user, timezone.now()), PAGE).get_page(request.GET.get("p"))
    rows = []
    for revision in leaf.object_list:
        page = revision.as_object()
        reasons = page.why_not_publish() if isinstance(page, GuardedPage) else []
        rows.append({"page": page, "at": revision.approved_go_live_at, "reasons": reasons})
    context = {"header_title": _("Publishing that waits"), "header_icon": "time", "leaf": leaf, "rows": rows}
    context["page_title"] = context["header_title"]
    return render(request, "core/admin/held.html", context)
