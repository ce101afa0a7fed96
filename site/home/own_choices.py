"""What Wagtail offers to choose from, narrowed to one's own municipality.

Its filters list every user, site, workflow and tag there is, its form of a page's visibility every group, and its API for
scripts of the admin every picture and document. Here each belongs to a municipality.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model, Q, QuerySet
from django_filters.filters import QuerySetRequestMixin
from taggit.models import Tag
from wagtail.admin.filters import BaseMediaFilterSet
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.documents import get_document_model
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.images.views.chooser import ImageChooseViewMixin
from wagtail.models import Site, Task, Workflow
from wagtail.permissions import policy_registry
from wagtail_localize.views.snippets_api import SnippetViewSet

from accounts.models import User
from accounts.queries import sites_where
from accounts.roles import Role

from .own_pages import own_pages

POPULAR = 10  # tags
USES = ["add", "change", "delete", "choose"]


def own_sites(user: Any) -> QuerySet[Site]:
    """The municipalities where the person has any role."""
    ids = sites_where(user, Role)
    return Site.objects.all() if ids is None else Site.objects.filter(pk__in=ids)


def own_files(user: Any, model: Any) -> QuerySet[Any]:
    """Pictures or documents of the collections that the person may use."""
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, USES)


def own_tags(user: Any) -> QuerySet[Tag]:
    """Those that the person's own pictures and documents have."""
    wanted = Q()
    for model in (get_image_model(), get_document_model()):
        wanted |= Q(**{f"{model._meta.model_name}__in": own_files(user, model).values("pk")})
    return Tag.objects.filter(wanted).distinct()


OWN: dict[type[Model], Callable[[Any, QuerySet[Any]], QuerySet[Any]]] = {
    User: lambda user, rows: rows.filter(groups__role_group__site__in=own_sites(user)).distinct(),
    Site: lambda user, rows: rows.filter(pk__in=own_sites(user)),
    Group: lambda user, rows: rows.filter(role_group__site__in=own_sites(user)),
    Workflow: lambda user, rows: rows.filter(workflow_pages__page__in=own_pages(user).values("pk")).distinct(),
    Task: lambda user, rows: rows.filter(workflow_tasks__workflow__in=own(user, Workflow.objects.all())).distinct(),
}


def own(user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of rows to choose from, those of the person's own municipalities. A superuser chooses from all."""
    narrow = next((narrow for model, narrow in OWN.items() if issubclass(rows.model, model)), None)
    return rows if narrow is None or user.is_superuser else narrow(user, rows)


def connect() -> None:
    _narrow_filters()
    _narrow_tags()
    for viewset in (ImagesAPIViewSet, DocumentsAPIViewSet):
        _narrow_rows(viewset, lambda user, rows: rows.filter(pk__in=own_files(user, rows.model).values("pk")))
    _narrow_rows(SnippetViewSet, lambda user, rows: rows if user.is_superuser else rows.none())
    begin = SetPrivacyView.get_form

    def get_form(self: Any, form_class: Any = None) -> Any:
        form = begin(self, form_class)
        form.fields["groups"].queryset = own(self.request.user, form.fields["groups"].queryset)
        return form

    SetPrivacyView.get_form = get_form


def _narrow_filters() -> None:
    begin = QuerySetRequestMixin.field.fget

    def field(self: Any) -> Any:
        """The form field; asked again it is the same one."""
        made = begin(self)
        request = self.get_request()
        if request is not None and not getattr(self, "_is_own", False):
            made.queryset, self._is_own = own(request.user, made.queryset), True
        return made

    QuerySetRequestMixin.field = property(field)


def _narrow_tags() -> None:
    begin, choose = BaseMediaFilterSet.__init__, ImageChooseViewMixin.get_context_data

    def init(self: Any, *args: Any, request: Any = None, **kwargs: Any) -> None:
        begin(self, *args, request=request, **kwargs)
        if "tag" in self.filters:
            names = list(own_tags(request.user).values_list("name", flat=True)[:POPULAR])
            self.filters["tag"].extra["choices"] = [(name, name) for name in names]
            if not names:
                del self.filters["tag"]

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        return {**choose(self, **kwargs), "popular_tags": own_tags(self.request.user)[:POPULAR]}

    BaseMediaFilterSet.__init__ = init
    ImageChooseViewMixin.get_context_data = get_context_data


def _narrow_rows(viewset: Any, narrow: Callable[[Any, QuerySet[Any]], QuerySet[Any]]) -> None:
    begin = viewset.get_queryset

    def get_queryset(self: Any) -> QuerySet[Any]:
        return narrow(self.request.user, begin(self))

    viewset.get_queryset = get_queryset
