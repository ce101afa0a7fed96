"""The council's list and the bodies, in the admin's settings."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView

from accounts.trail_admin.policy import administers
from municipality.forms import SiteOwnedForm
from municipality.own_views import OwnDeleteView, SiteOwnedViewSet

from . import views
from .models import Body

register_permission_policy(Body, SitePermissionPolicy(Body))
Body.base_form_class = SiteOwnedForm  # type: ignore[attr-defined]


class BodyIndexView(IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        """Bodies are removed one by one, after a look at who sits in them."""
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class BodyDeleteView(OwnDeleteView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A body that somebody sits or has sat in stays: comments are shown with it."""
        try:
            return super().post(request, *args, **kwargs)
        except RestrictedError:
            said = _now("«%(name)s» stays: the council’s list has seats in it.")
            messages.error(request, said % {"name": self.object})
            return redirect(self.get_success_url())


class BodyViewSet(SiteOwnedViewSet):
    model = Body
    icon = "group"
    menu_label = _("Bodies")
    menu_order = 596
    add_to_settings_menu = True
    index_view_class = BodyIndexView
    delete_view_class = BodyDeleteView
    list_display = ["__str__", "kind", "order"]
    panels = [FieldPanel("site"), FieldPanel("names"), FieldPanel("kind"), FieldPanel("order")]


register_snippet(BodyViewSet)


@hooks.register("before_bulk_action")
def keep_bodies(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """Bodies are removed one by one: also where somebody types the address of removing many."""
    if action_type == "delete" and any(isinstance(one, Body) for one in objects):
        raise PermissionDenied
    return None


class CouncilMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request.user)


@hooks.register("register_admin_urls")
def council_urls() -> list[URLPattern]:
    return [
        path("council/", views.council, name="accounts_council"),
        path("council/import/", views.bring_in, name="accounts_council_import"),
        path("council/<int:pk>/", views.seat, name="accounts_seat"),
    ]


@hooks.register("register_settings_menu_item")
def council_menu_item() -> MenuItem:
    return CouncilMenuItem(_("Council"), reverse_lazy("accounts_council"), icon_name="group", order=595)
