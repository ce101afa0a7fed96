"""Views of snippets that belong to a municipality: each shows only what is in one where the person holds the right."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet, SnippetChosenView
from wagtail.snippets.views.snippets import DeleteView, EditView, HistoryView, SnippetViewSet, UsageView

from .rights import sites_of


class _OwnSites:
    def get_object_list(self) -> Any:
        return super().get_object_list().filter(site__in=sites_of(self.request.user, self.model_class))  # type: ignore[misc, attr-defined]


class OwnChooseView(_OwnSites, ChooseView):
    pass


class OwnChooseResultsView(_OwnSites, ChooseResultsView):
    pass


class OwnChosenView(SnippetChosenView):
    def get_object(self, pk: Any) -> Any:
        """Raises the model's DoesNotExist, which is answered with 404, for another municipality's."""
        return self.model_class._default_manager.get(pk=pk, site__in=sites_of(self.request.user, self.model_class))


class OwnChooserViewSet(SnippetChooserViewSet):
    chosen_view_class = OwnChosenView
    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView


class _OwnObject:
    """Wagtail asks for the right to some object of the kind; here it must be held in the object's municipality."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not sites_of(self.request.user, self.model).filter(pk=found.site_id).exists():  # type: ignore[attr-defined]
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
        return self.model._default_manager.filter(site__in=sites_of(request.user, self.model))
