"""The admin for what belongs to a municipality."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from . import panels
from .area_admin import views as area_views
from .area_admin.forms import AreaForm
from .area_admin.snippet import AreaDeleteView, AreaIndexView
from .forms import SettingsForm, SiteOwnedForm
from .models import Alert, Area, MainMenu, MunicipalitySettings, Theme
from .own_views import SiteOwnedViewSet

MunicipalitySettings.edit_handler = panels.SETTINGS
MunicipalitySettings.base_form_class = SettingsForm
MainMenu.edit_handler = panels.MENU

for _model in (Alert, Area, Theme):
    register_permission_policy(_model, SitePermissionPolicy(_model))
    _model.base_form_class = SiteOwnedForm  # type: ignore[union-attr]
Area.base_form_class = AreaForm  # type: ignore[attr-defined]


class AlertViewSet(SiteOwnedViewSet):
    model = Alert
    icon = "warning"
    menu_label = _("Disruptions")
    list_display = ["__str__", "severity", "starts_at", "ends_at"]
    panels = [
        FieldPanel("site"),
        FieldPanel("severity"),
        FieldPanel("title"),
        FieldPanel("text"),
        MultiFieldPanel([FieldPanel("url"), FieldPanel("link_text")], heading=_("Link")),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("When")),
    ]


class ThemeViewSet(SiteOwnedViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    list_display = ["__str__", "slug"]
    panels = [FieldPanel("site"), FieldPanel("names"), FieldPanel("slug")]


class AreaViewSet(SiteOwnedViewSet):
    model = Area
    icon = "site"
    menu_label = _("Areas")
    index_view_class = AreaIndexView
    delete_view_class = AreaDeleteView
    list_display = ["__str__", "slug"]
    panels = [FieldPanel("site"), FieldPanel("names"), FieldPanel("slug"), FieldPanel("outline")]


class MunicipalityGroup(SnippetViewSetGroup):
    items = (AlertViewSet, ThemeViewSet, AreaViewSet)
    menu_label = _("Municipality")
    menu_icon = "home"
    menu_order = 250


register_snippet(MunicipalityGroup)


@hooks.register("before_bulk_action")
def keep_areas(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """Areas are removed one by one (`AreaDeleteView`): also where somebody types the address of removing many."""
    if action_type == "delete" and any(isinstance(one, Area) for one in objects):
        raise PermissionDenied
    return None


@hooks.register("register_admin_urls")
def area_urls() -> list[URLPattern]:
    return [
        path("areas/upload/", area_views.upload, name="municipality_area_upload"),
        path("areas/upload/<int:pk>/", area_views.preview, name="municipality_area_file"),
    ]
