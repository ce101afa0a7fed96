"""The admin's menu item, addresses and panel on the first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from core.desk import waiting
from core.desk.viewset import DeskViewSet
from core.moving.menu import HOOK
from municipality.forms import SiteOwnedForm
from municipality.own_views import SiteOwnedViewSet

from .admin.importers import may_import
from .admin.listing import ProposalDesk
from .admin.moving import ImportViewSet
from .admin.panel import ProposalsPanel
from .admin.policy import ProposalPolicy
from .admin.views import answer
from .admin.waiting import proposals_to_handle
from .models import AnswerTemplate, Proposal


class ProposalViewSet(DeskViewSet):
    view = ProposalDesk
    url_prefix = "proposals"
    icon = "comment"
    menu_label = _("Proposals")
    menu_order = 150

    def add_urls(self) -> list[URLPattern]:
        return [path("<int:pk>/", answer, name="answer")]


waiting.register("proposals", proposals_to_handle)


register_permission_policy(AnswerTemplate, SitePermissionPolicy(AnswerTemplate))
AnswerTemplate.base_form_class = SiteOwnedForm  # type: ignore[attr-defined]


class AnswerTemplateViewSet(SiteOwnedViewSet):
    model = AnswerTemplate
    icon = "edit"
    menu_label = _("Answer templates")
    menu_order = 255
    add_to_admin_menu = False
    add_to_settings_menu = True
    list_display = ["__str__", "state_label"]
    panels = [FieldPanel("site"), FieldPanel("names"), FieldPanel("text"), FieldPanel("state")]


register_snippet(AnswerTemplateViewSet)


@hooks.register("register_admin_viewset")
def register_proposals() -> ProposalViewSet:
    return ProposalViewSet()


@hooks.register("register_admin_viewset")
def register_imports() -> ImportViewSet:
    return ImportViewSet()


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register(HOOK)
def imports_menu_item() -> MenuItem:
    return ImportMenuItem(
        _("Bring in proposals"), reverse_lazy("proposal_imports:index"), icon_name="comment", order=100
    )


@hooks.register("construct_homepage_panels")
def show_proposals(request: HttpRequest, panels: list[Any]) -> None:
    if ProposalPolicy(Proposal).user_has_permission(request.user, "view"):
        panels.append(ProposalsPanel(request.user))
