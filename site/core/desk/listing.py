"""The list of a desk: Wagtail's own, with saved views, acts on many, and tables to take out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views import generic

from . import export
from .bulk import BulkAction
from .columns import SelectColumn
from .keeping import kept_query, views_of
from .tables import Sheet


@dataclass(frozen=True)
class View:
    """A view of the list to choose: built in, or kept by somebody (``pk``). ``own`` may be dropped."""

    name: str
    query: str
    chosen: bool = False
    pk: int | None = None
    own: bool = False
    shared: bool = False


class DeskView(generic.IndexView):
    """A subclass names itself (``desk``), its ``model``, ``permission_policy`` and the namespace of its addresses
    (``namespace``, made by `viewset.DeskViewSet`), and gives ``get_base_queryset``: only what the person may see."""

    desk: ClassVar[str]
    namespace: ClassVar[str]
    bulk_actions: ClassVar[Sequence[BulkAction]] = ()
    any_permission_required: ClassVar[list[str]] = ["view"]
    template_name = "core/admin/desk.html"
    results_template_name = "core/admin/desk_results.html"
    paginate_by = 50
    search_backend_name = None
    item_url_name = ""  # of one thing's screen, for rows that lead to it

    # What a desk says of itself

    def presets(self) -> Sequence[tuple[Any, str]]:
        """Name and query of each built-in view, the first being the whole list."""
        return ()

    def sheets(self, rows: QuerySet[Any]) -> list[Sheet]:
        """The tables to take out; of a CSV the first. No sheets: nothing can be taken out."""
        return []

    def sites(self) -> frozenset[int] | None:
        """The municipalities whose things the list holds for this person; ``None``: all."""
        return frozenset()

    @classmethod
    def asked(cls, user: Any, query: str, base: str = "") -> DeskView:
        """The list as a person sees it under an address's query, outside a request. ``base``: scheme and host."""
        request = HttpRequest()
        request.method, request.user, request.GET = "GET", user, QueryDict(query)
        request.LANGUAGE_CODE = get_language()
        scheme, _sep, host = base.partition("://")
        request.META |= {"SERVER_NAME": host or "localhost", "SERVER_PORT": "80", "HTTP_HOST": host or "localhost"}
        request.META["wsgi.url_scheme"] = scheme or "http"
        view = cls()
        view.setup(request)
        return view

    # Addresses

    def get_index_url(self) -> str:
        return reverse(f"{self.namespace}:index")

    def get_index_results_url(self) -> str:
        return reverse(f"{self.namespace}:index_results")

    @property
    def bulk_url(self) -> str:
        return reverse(f"{self.namespace}:bulk")

    @property
    def keep_url(self) -> str:
        return reverse(f"{self.namespace}:keep_view")

    @property
    def drop_url_name(self) -> str:
        return f"{self.namespace}:drop_view"

    @property
    def kept_query(self) -> str:
        return kept_query(self.request.GET.urlencode())

    # The list

    @cached_property
    def columns(self) -> list[BaseColumn]:
        select = [SelectColumn("select")] if self.offered_actions else []
        return [*select, *self.get_columns()]

    def get_columns(self) -> list[BaseColumn]:
        raise NotImplementedError

    @cached_property
    def offered_actions(self) -> list[BulkAction]:
        return [action for action in self.bulk_actions if action.allowed(self.request.user)]

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What is equal stands in one order on every page."""
        ordered = super().order_queryset(queryset)
        return ordered.order_by(*ordered.query.order_by, "-pk") if ordered.query.order_by else ordered.order_by("-pk")

    def paginate_queryset(self, queryset: QuerySet[Any], page_size: int) -> Any:
        """Walk to the page by ids alone, which an index may hold, and read only the rows to show."""
        paginator, page, _rows, others = super().paginate_queryset(queryset, page_size)
        ids = list(page.object_list.values_list("pk", flat=True))
        rows = self.get_base_queryset().in_bulk(ids)
        page.object_list = [rows[pk] for pk in ids if pk in rows]
        return paginator, page, page.object_list, others

    def get_edit_url(self, instance: Any) -> str | None:
        """The thing's screen, which can lead on to its neighbours in this list (`walking`)."""
        if not self.item_url_name:
            return None
        at = getattr(instance, "desk_at", None)
        place = urlencode({"list": self.kept_query, "at": at}) if at is not None else ""
        return reverse(self.item_url_name, args=[instance.pk]) + (f"?{place}" if place else "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context.get("page_obj")
        first = page.start_index() - 1 if page else 0
        for number, item in enumerate(context["object_list"]):
            item.desk_at = first + number
        context |= {"views": self.views, "kept_query": self.kept_query, "offered_actions": self.offered_actions}
        return context

    @cached_property
    def views(self) -> list[View]:
        now = kept_query(self.request.GET.urlencode())
        built_in = [View(str(name), query, chosen=query == now) for name, query in self.presets()]
        kept = [
            View(
                row.name,
                row.query,
                chosen=row.query == now,
                pk=row.pk,
                own=row.user_id == self.request.user.pk,
                shared=row.site_id is not None,
            )
            for row in views_of(self.request.user, self.desk, self.sites())
        ]
        return [*built_in, *kept]

    # What is taken out

    @cached_property
    def show_export_buttons(self) -> bool:
        return type(self).sheets is not DeskView.sheets

    def get_filename(self) -> str:
        return slugify(str(self.page_title))

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponseBase:
        return export.respond(self, queryset, spreadsheet_format)
