"""The admin's menu items, addresses and panel on the first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from core.desk.viewset import DeskViewSet
from municipality.forms import SiteOwnedForm
from municipality.wagtail_hooks import SiteOwnedViewSet

from .admin.case import case, take_up
from .admin.listing import CaseDesk
from .admin.mails import mails
from .admin.panel import ModerationPanel
from .admin.policy import CasePolicy
from .admin.sanctions import SanctionDesk, sanction
from .models import Case, MessageTemplate, ModerationSettings

ModerationSettings.edit_handler = ObjectList(
    [
        FieldPanel("premoderation"),
        MultiFieldPanel(
            [
                FieldPanel("hold_links"),
                FieldPanel("own_sites"),
                FieldPanel("hold_repeated"),
                FieldPanel("new_account_days"),
                FieldPanel("words"),
            ],
            heading=_("What is suspect"),
        ),
        FieldPanel("appeal_days"),
    ]
)
register_permission_policy(MessageTemplate, SitePermissionPolicy(MessageTemplate))
MessageTemplate.base_form_class = SiteOwnedForm  # type: ignore[attr-defined]


class CaseViewSet(DeskViewSet):
    view = CaseDesk
    url_prefix = "moderation"
    icon = "warning"
    menu_label = _("Moderation")
    menu_order = 140

    @property
    def menu_url(self) -> str:
        """The list opens on what waits."""
        return f"{super().menu_url}?state=waiting"

    def add_urls(self) -> list[URLPattern]:
        return [
            path("<int:pk>/", case, name="case"),
            path("take-up/<slug:kind>/<int:thing>/", take_up, name="take_up"),
        ]


class SanctionViewSet(DeskViewSet):
    view = SanctionDesk
    url_prefix = "sanctions"
    icon = "lock"
    menu_label = _("Sanctions")
    menu_order = 145

    def add_urls(self) -> list[URLPattern]:
        return [path("<int:pk>/", sanction, name="sanction")]


class MessageTemplateViewSet(SiteOwnedViewSet):
    model = MessageTemplate
    icon = "mail"
    menu_label = _("Message templates")
    menu_order = 260
    add_to_admin_menu = False
    add_to_settings_menu = True
    list_display = ["name", "verb", "rule"]
    panels = [
        FieldPanel("site"),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("verb"), FieldPanel("rule")]),
        FieldPanel("text"),
    ]


register_snippet(MessageTemplateViewSet)


@hooks.register("register_admin_viewset")
def register_moderation() -> list[DeskViewSet]:
    return [CaseViewSet(), SanctionViewSet()]


@hooks.register("register_admin_urls")
def mails_url() -> list[URLPattern]:
    return [path("moderation-mails/", mails, name="moderation_mails")]


class MailsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return CasePolicy(Case).user_has_permission(request.user, "view")


@hooks.register("register_settings_menu_item")
def mails_menu_item() -> MenuItem:
    return MailsMenuItem(_("Mails about new cases"), reverse_lazy("moderation_mails"), icon_name="mail", order=580)


@hooks.register("construct_homepage_panels")
def show_moderation(request: HttpRequest, panels: list[Any]) -> None:
    if CasePolicy(Case).user_has_permission(request.user, "view"):
        panels.append(ModerationPanel(request.user))
