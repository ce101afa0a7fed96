"""The search in the admin."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .admin.asked import asked, ready_list
from .admin.snippets import SearchGroup
from .admin.unread import unread
from .tuning.forms import PinForm, SynonymForm
from .tuning.models import Pin, Synonym

SYNONYMS = SitePermissionPolicy(Synonym)
register_permission_policy(Synonym, SYNONYMS)
register_permission_policy(Pin, SitePermissionPolicy(Pin))
Synonym.base_form_class = SynonymForm  # type: ignore[attr-defined]
Pin.base_form_class = PinForm  # type: ignore[attr-defined]
register_snippet(SearchGroup)

ADDRESSES = [
    path("asked/", asked, name="asked"),
    path("unread/", unread, name="unread"),
    path("synonyms/ready/", ready_list, name="ready"),
]


@hooks.register("register_admin_urls")
def search_urls() -> list[URLPattern | URLResolver]:
    return [path("search-desk/", include((ADDRESSES, "search_admin")))]


class AskedMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(SYNONYMS.user_has_any_permission(request.user, {"add", "change", "delete"}))


@hooks.register("register_reports_menu_item")
def asked_menu_item() -> MenuItem:
    return AskedMenuItem(_("Searches"), reverse_lazy("search_admin:asked"), icon_name="search", order=900)


@hooks.register("register_reports_menu_item")
def unread_menu_item() -> MenuItem:
    label, url = _("Documents not searched"), reverse_lazy("search_admin:unread")
    return AskedMenuItem(label, url, name="search-unread", icon_name="doc-full", order=905)


@hooks.register("before_bulk_action")
def keep_words(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """Synonyms and pins are removed one by one: also where somebody types the address of removing many."""
    if action_type == "delete" and any(isinstance(one, Synonym | Pin) for one in objects):
        raise PermissionDenied
    return None
