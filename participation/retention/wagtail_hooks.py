"""Retention in the admin, among the settings."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.trail_admin.policy import administers

from .admin import tables, views

ADDRESSES = [
    path("", views.index, name="index"),
    path("project/<uuid:key>/", views.project, name="project"),
    path("expiry/<int:pk>/", views.show, name="show"),
    path("table/<slug:form>/", tables.table, name="table"),
]


class RetentionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request.user)


@hooks.register("register_admin_urls")
def retention_urls() -> list[URLPattern | URLResolver]:
    return [path("retention/", include((ADDRESSES, "retention")))]


@hooks.register("register_settings_menu_item")
def retention_menu_item() -> MenuItem:
    return RetentionMenuItem(_("Retention"), reverse_lazy("retention:index"), icon_name="time", order=595)
