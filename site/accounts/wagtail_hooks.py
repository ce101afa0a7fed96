"""The admin's page of people and roles, and the audit trail."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Site

from core.desk.viewset import DeskViewSet

from .acting.admin.listing import ActingDesk
from .models import User
from .queries import roles_of
from .roles import ACTS_FOR_OTHERS
from .security import closed as closed
from .strong.staff import provider
from .trail_admin.listing import TrailDesk
from .trail_admin.policy import administers
from .views.contact import show_contact
from .views.staff import people


class PeopleMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request.user)


@hooks.register("register_admin_urls")
def people_url() -> list[URLPattern]:
    return [
        path("people/", people, name="accounts_people"),
        path("identification/", provider, name="accounts_identification"),
        path("contact/<slug:kind>/<str:key>/", show_contact, name="accounts_contact"),
    ]


@hooks.register("register_settings_menu_item")
def people_menu_item() -> MenuItem:
    return PeopleMenuItem(_("People and roles"), reverse_lazy("accounts_people"), icon_name="group", order=590)


@hooks.register("register_settings_menu_item")
def identification_menu_item() -> MenuItem:
    return PeopleMenuItem(
        _("Strong identification"), reverse_lazy("accounts_identification"), icon_name="lock", order=600
    )


class DeskMenuItem(MenuItem):
    """Leads to the desk’s own page, where one acts for a person."""

    def is_shown(self, request: HttpRequest) -> bool:
        site, user = Site.find_for_request(request), request.user
        return bool(site and isinstance(user, User) and roles_of(user, site.pk) & ACTS_FOR_OTHERS)


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return DeskMenuItem(_("Service desk"), reverse_lazy("acting:desk"), icon_name="user", order=260)


class ActingViewSet(DeskViewSet):
    view = ActingDesk
    url_prefix = "acting"
    icon = "user"
    menu_label = _("Acting for people")
    menu_hook = "register_reports_menu_item"
    menu_order = 910


@hooks.register("register_admin_viewset")
def register_acting() -> ActingViewSet:
    return ActingViewSet()


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
