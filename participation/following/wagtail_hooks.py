"""The admin: the report of mail to followers."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.queries import sites_where
from accounts.roles import Role

from .reports import mail


class MailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        sites = sites_where(request.user, [Role.ADMINISTRATOR])
        return sites is None or bool(sites)


@hooks.register("register_admin_urls")
def mail_url() -> list[URLPattern]:
    return [path("reports/followers/", mail, name="following_mail")]


@hooks.register("register_reports_menu_item")
def mail_menu_item() -> MenuItem:
    return MailMenuItem(_("Mail to followers"), reverse_lazy("following_mail"), icon_name="mail", order=60)
