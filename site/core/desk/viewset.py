"""A desk's addresses and its item in the menu."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_denied
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Site

from . import keeping, registry
from .bulk_views import bulk
from .listing import DeskView
from .models import SavedView


class DeskViewSet(ViewSet):
    """``view`` is the list. ``menu_label``, ``menu_order``, ``icon``, ``url_prefix`` as Wagtail has them; ``add_urls``
    gives the addresses of single things."""

    view: ClassVar[type[DeskView]]
    add_to_admin_menu = True

    def __init__(self, **kwargs: Any) -> None:
        registry.register(self.view)
        super().__init__(self.view.namespace, url_namespace=self.view.namespace, **kwargs)

    def add_urls(self) -> list[URLPattern]:
        return []

    def shown_to(self, user: Any) -> bool:
        return bool(self.view.permission_policy.user_has_any_permission(user, self.view.any_permission_required))

    @property
    def menu_item_class(self) -> Any:
        shown_to = self.shown_to
        base: Any = super().menu_item_class

        class DeskMenuItem(base):
            def is_shown(self, request: HttpRequest) -> bool:
                return shown_to(request.user)

        return DeskMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(self.view), name="index"),
            path("results/", self.construct_view(self.view, results_only=True), name="index_results"),
            path("bulk/", bulk, {"desk": self.view.desk}, name="bulk"),
            path("views/", self._keep, name="keep_view"),
            path("views/<int:pk>/drop/", self._drop, name="drop_view"),
            *self.add_urls(),
        ]

    @property
    def _keep(self) -> Any:
        desk = self.view

        @require_POST
        def keep(request: HttpRequest) -> HttpResponse:
            """Keep the list as it is now, for oneself or (``shared``) for all who see it here."""
            if not self.shown_to(request.user):
                return permission_denied(request)
            base = f"{request.scheme}://{request.get_host()}"
            view = desk.asked(request.user, request.POST.get("query", ""), base)
            site = Site.find_for_request(request) if "shared" in request.POST else None
            if site is not None and (sites := view.sites()) is not None and site.pk not in sites:
                site = None
            try:
                kept = keeping.keep(
                    user=request.user,
                    desk=desk.desk,
                    name=request.POST.get("name", ""),
                    query=view.kept_query,
                    site=site,
                )
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                messages.success(request, _("The view «%(name)s» is kept.") % {"name": kept.name})
            return redirect(f"{view.index_url}?{view.kept_query}")

        return keep

    @property
    def _drop(self) -> Any:
        desk = self.view

        @require_POST
        def drop(request: HttpRequest, pk: int) -> HttpResponse:
            view = SavedView.objects.filter(pk=pk, desk=desk.desk, user_id=request.user.pk or 0).first()
            if view is not None:
                keeping.drop(view=view, user=request.user)
                messages.success(request, _("The view «%(name)s» has been dropped.") % {"name": view.name})
            return redirect(f"{desk.namespace}:index")

        return drop
