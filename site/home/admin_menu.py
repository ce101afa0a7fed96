"""What of Wagtail's admin is offered here: its menus, its reports, the pages one can choose from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail_localize.views.report import TranslationsReportView

from accounts.models import User

from . import own_choices
from .own_pages import connect, own_pages


class SuperusersOnly(BasePermissionPolicy):
    def users_with_any_permission(self, actions: Any) -> Any:
        return User.objects.filter(is_superuser=True, is_active=True)


# These two tell the pages of every municipality together.
for _report in (PageTypesUsageReportView, TranslationsReportView):
    _report.permission_policy = SuperusersOnly(Page)
    _report.any_permission_required = ["view"]
connect()
own_choices.connect()


@hooks.register("construct_page_chooser_queryset")
def choose_own_pages(pages: Any, request: HttpRequest) -> Any:
    """Pages of other municipalities are not offered as targets of links."""
    return pages.filter(pk__in=own_pages(request.user).values("pk"))


@hooks.register("construct_help_menu")
def keep_help_here(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's news and guide are elsewhere, in English, and about Wagtail."""
    items[:] = [item for item in items if not str(item.url).startswith("http")]


@hooks.register("construct_reports_menu")
def leave_out_reports(request: HttpRequest, items: list[Any]) -> None:
    """What nobody but a superuser may open; of translations, our own report tells more."""
    left_out = {reverse("wagtail_localize:translations_report")}
    if not request.user.is_superuser:
        left_out.add(reverse("wagtailadmin_reports:page_types_usage"))
    items[:] = [item for item in items if str(item.url) not in left_out]


@hooks.register("construct_settings_menu")
def name_languages(request: HttpRequest, items: list[Any]) -> None:
    """The label that comes with the package stays in the language of whoever opened the menu first."""
    for item in items:
        if str(item.url) == reverse("wagtaillocales:index"):
            item.label = _("Languages")
