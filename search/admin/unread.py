"""Documents of published pages whose text cannot be searched, and why: a list for those who can mend them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied
from wagtail.models import Page, Site

from municipality.rights import sites_of

from ..attachments.models import Attachment, Holding, Reading
from ..tuning.models import Synonym
from .asked import chosen

PAGE = 50


def unread(request: HttpRequest) -> HttpResponse:
    """Of the municipality's pages only. Three queries."""
    sites = list(sites_of(request.user, Synonym).order_by("site_name", "pk"))
    site = chosen(request, sites)
    if site is None:
        return permission_denied(request)
    leaf = Paginator(_rows(site), PAGE).get_page(request.GET.get("p"))
    holdings: dict[int, list[Page]] = {}
    ids = [row.document_id for row in leaf.object_list]
    for held in Holding.objects.filter(document_id__in=ids, page__in=_pages(site)).select_related("page"):
        holdings.setdefault(held.document_id, []).append(held.page)
    context = {
        "page_title": _("Documents that are not searched"),
        "header_icon": "doc-full",
        "sites": sites,
        "site": site,
        "leaf": leaf,
        "rows": [(row, holdings.get(row.document_id, [])) for row in leaf.object_list],
    }
    return render(request, "search/admin/unread.html", context)


def _pages(site: Site) -> Any:
    """Those of the municipality, in every language."""
    keys = Page.objects.descendant_of(site.root_page, inclusive=True).values("translation_key")
    return Page.objects.filter(translation_key__in=keys)


def _rows(site: Site) -> Any:
    held = Holding.objects.filter(page__in=_pages(site)).values("document_id")
    rows = Attachment.objects.exclude(state=Reading.DONE).filter(document_id__in=held)
    return rows.select_related("document").order_by("document__title", "pk")
