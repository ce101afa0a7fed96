"""The admin: the report of language versions, the checks of content, and what is left out (`admin_menu`)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.trail_admin.policy import administers
from core.moving.menu import HOOK

from . import admin_menu as admin_menu
from .reports import MAY_EDIT, languages
from .sharing import admin as preview_admin  # noqa: F401
from .state import state
from .wordpress.admin import WordPressViewSet, may_fill_any


class LanguagesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return PagePermissionPolicy(Page).user_has_any_permission(request.user, MAY_EDIT)


@hooks.register("register_admin_urls")
def languages_url() -> list[URLPattern]:
    return [path("reports/languages/", languages, name="home_languages")]


@hooks.register("register_reports_menu_item")
def languages_menu_item() -> MenuItem:
    address = reverse_lazy("home_languages")
    return LanguagesMenuItem(_("Language versions"), address, icon_name="wagtail-localize-language", order=50)


class StateMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request.user)


@hooks.register("register_admin_urls")
def state_url() -> list[URLPattern]:
    return [path("reports/state/", state, name="home_state")]


@hooks.register("register_reports_menu_item")
def state_menu_item() -> MenuItem:
    return StateMenuItem(_("State of the system"), reverse_lazy("home_state"), icon_name="cogs", order=920)


class Checker(ContentCheckerItem):
    """Wagtail's own checks and a few more that an editor can mend."""

    axe_run_only = [*ContentCheckerItem.axe_run_only, "image-alt", "page-has-heading-one", "th-has-data-cells"]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": _("An image has no alternative text."),
        "page-has-heading-one": _("The page has no main heading."),
        "th-has-data-cells": _("A header of a table heads nothing."),
    }


@hooks.register("construct_wagtail_userbar")
def check_more(request: HttpRequest, items: list[Any], page: Any) -> None:
    for index, item in enumerate(items):
        if type(item) is ContentCheckerItem:
            items[index] = Checker(in_editor=item.in_editor)


@hooks.register("register_admin_viewset")
def register_wordpress() -> WordPressViewSet:
    return WordPressViewSet()


class WordPressMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_fill_any(request.user)


@hooks.register(HOOK)
def wordpress_menu_item() -> MenuItem:
    label = _("Bring in pages from WordPress")
    return WordPressMenuItem(label, reverse_lazy("wordpress_imports:index"), icon_name="doc-full", order=200)
