"""The admin's report of language versions that have parted."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from .drift import findings

PAGE = 50
MAY_EDIT = {"add", "change", "publish"}


def languages(request: HttpRequest) -> HttpResponse:
    """Only pages that the person may edit."""
    policy = PagePermissionPolicy(Page)
    if not policy.user_has_any_permission(request.user, MAY_EDIT):
        raise PermissionDenied
    pages = policy.instances_user_has_any_permission_for(request.user, MAY_EDIT).filter(depth__gt=1).order_by("path")
    leaf = Paginator(findings(pages), PAGE).get_page(request.GET.get("page"))
    context = {"page_title": _("Language versions"), "header_icon": "wagtail-localize-language", "leaf": leaf}
    return render(request, "home/admin/languages.html", context)
