"""The admin for what belongs to a municipality."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet, SnippetChosenView
from wagtail.snippets.views.snippets import (
    DeleteView,
    EditView,
    HistoryView,
    SnippetViewSet,
    SnippetViewSetGroup,
    UsageView,
)

from . import panels
from .forms import SettingsForm, SiteOwnedForm
from .models import Alert, Area, MainMenu, MunicipalitySettings, Theme
from .rights import sites_of

MunicipalitySettings.edit_handler = panels.SETTINGS
MunicipalitySettings.base_form_class = SettingsForm
MainMenu.edit_handler = panels.MENU

for _model in (Alert, Area, Theme):
    register_permission_policy(_model, SitePermissionPolicy(_model))
    _model.base_form_class = SiteOwnedForm  # type: ignore[union-attr]


class _OwnSites:
    def get_object_list(self) -> Any:
        return super().get_object_list().filter(site__in=sites_of(self.request.user))  # type: ignore[misc, attr-defined]


class OwnChooseView(_OwnSites, ChooseView):
    pass


class OwnChooseResultsView(_OwnSites, ChooseResultsView):
    pass


class OwnChosenView(SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        """Raises the model's DoesNotExist, which is answered with 404, for another municipality's."""
        return self.model_class._default_manager.get(pk=pk, site__in=sites_of(self.request.user))


class OwnChooserViewSet(SnippetChooserViewSet):
    chosen_view_class = OwnChosenView
    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView


class _OwnObject:
    """Wagtail asks for the right to some object of the kind; here it must be held in the object's municipality."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not sites_of(self.request.user).filter(pk=found.site_id).exists():  # type: ignore[attr-defined]
            raise PermissionDenied
        return found


class OwnEditView(_OwnObject, EditView):
    pass


class OwnDeleteView(_OwnObject, DeleteView):
    pass


class OwnHistoryView(_OwnObject, HistoryView):
    pass


class OwnUsageView(_OwnObject, UsageView):
    pass


class SiteOwnedViewSet(SnippetViewSet):
    """Lists and opens only what is in a municipality where the person holds the right."""

    chooser_viewset_class = OwnChooserViewSet
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    list_per_page = 50
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.model._default_manager.filter(site__in=sites_of(request.user))


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
    list_display = ["__str__", "slug"]
    panels = [FieldPanel("site"), FieldPanel("names"), FieldPanel("slug"), FieldPanel("outline")]


class MunicipalityGroup(SnippetViewSetGroup):
    items = (AlertViewSet, ThemeViewSet, AreaViewSet)
    menu_label = _("Municipality")
    menu_icon = "home"
    menu_order = 250


register_snippet(MunicipalityGroup)
