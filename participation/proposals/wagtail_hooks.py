"""The admin's menu item, addresses and panel on the first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from .admin.listing import ProposalIndexView
from .admin.panel import ProposalsPanel
from .admin.policy import ProposalPolicy
from .admin.views import answer
from .models import Proposal


class ProposalViewSet(ViewSet):
    name = "proposals_admin"
    url_namespace = "proposals_admin"
    url_prefix = "proposals"
    icon = "comment"
    menu_label = _("Proposals")
    menu_order = 150
    add_to_admin_menu = True
    policy = ProposalPolicy(Proposal)

    @property
    def menu_item_class(self) -> Any:
        policy = self.policy
        base: Any = super().menu_item_class

        class ProposalMenuItem(base):
            def is_shown(self, request: Any) -> bool:
                return policy.user_has_permission(request.user, "view")

        return ProposalMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        index = {
            "model": Proposal,
            "permission_policy": self.policy,
            "any_permission_required": ["view"],
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }
        return [
            path("", self.construct_view(ProposalIndexView, **index), name="index"),
            path(
                "results/",
                self.construct_view(ProposalIndexView, **index, results_only=True),
                name="index_results",
            ),
            path("<int:pk>/", answer, name="answer"),
        ]


@hooks.register("register_admin_viewset")
def register_proposals() -> ProposalViewSet:
    return ProposalViewSet()


@hooks.register("construct_homepage_panels")
def show_proposals(request: HttpRequest, panels: list[Any]) -> None:
    if ProposalPolicy(Proposal).user_has_permission(request.user, "view"):
        panels.append(ProposalsPanel(request.user))
