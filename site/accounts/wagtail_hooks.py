"""The admin's page of people and roles, and the audit trail."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.desk.viewset import DeskViewSet

from .trail_admin.listing import TrailDesk
from .trail_admin.policy import administered
from .views.contact import show_contact
from .views.staff import people


class PeopleMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(administered(request.user))


@hooks.register("register_admin_urls")
def people_url() -> list[URLPattern]:
    return [
        path("people/", people, name="accounts_people"),
        path("contact/<slug:kind>/<str:key>/", show_contact, name="accounts_contact"),
    ]


@hooks.register("register_settings_menu_item")
def people_menu_item() -> MenuItem:
    return PeopleMenuItem(_("People and roles"), reverse_lazy("accounts_people"), icon_name="group", order=590)


class TrailViewSet(DeskViewSet):
    view = TrailDesk
    url_prefix = "audit"
    icon = "history"
    menu_label = _("Audit trail")
    menu_hook = "register_reports_menu_item"
    menu_order = 900


@hooks.register("register_admin_viewset")
def register_trail() -> TrailViewSet:
    return TrailViewSet()
