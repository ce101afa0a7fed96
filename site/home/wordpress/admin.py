"""Bringing in pages from WordPress: a file is given, tried, looked at, and brought in as drafts. For those who may add
pages below the municipality's front page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page, Site
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.reach import reaches
from accounts.rights import PAGES
from core.desk.tables import Sheet
from core.moving.downloads import download
from home.models import WordPressFinding, WordPressImport

from . import actions, words, works
from .forms import WordPressForm

PAGE = 50
View = Callable[..., HttpResponseBase]


def sites_to_fill(user: Any) -> list[Site]:
    """The municipalities below whose front page the person may add pages."""
    if not PagePermissionPolicy(Page).user_has_any_permission(user, {"add"}):
        return []
    return [
        site
        for site in Site.objects.select_related("root_page__locale").order_by("site_name", "pk")
        if actions.may_add_pages(user, site)
    ]


def may_fill_any(user: Any) -> bool:
    """Whether there are any such municipalities: whose pages as a whole the person edits. No query beside that of
    `accounts.queries.held_by`."""
    found = reaches(user, PAGES)
    return found is None or any(reach.everything for reach in found.values())


def for_writers(view: View) -> View:
    """Others are told so, as everywhere in the admin."""

    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        sites = sites_to_fill(request.user)
        return view(request, sites, **kwargs) if sites else permission_denied(request)

    return guarded


def _visible(sites: list[Site]) -> QuerySet[WordPressImport]:
    return WordPressImport.objects.filter(site__in=sites).select_related("site__root_page__locale", "by")


@for_writers
def index(request: HttpRequest, sites: list[Site]) -> HttpResponseBase:
    """The form, and what has been brought in before."""
    form = WordPressForm(request.POST or None, request.FILES or None, sites=sites)
    if request.method == "POST" and form.is_valid():
        intake = actions.give(site=form.site, user=request.user, file=form.cleaned_data["file"])
        return redirect(works.start(kind=works.TRY, intake=intake, user=request.user))
    leaf = Paginator(_visible(sites), PAGE).get_page(request.GET.get("p"))
    return TemplateResponse(request, "home/admin/wordpress_imports.html", {"form": form, "leaf": leaf, **_head()})


@for_writers
def show(request: HttpRequest, sites: list[Site], uuid: UUID) -> HttpResponseBase:
    """What the trial found, or what came of it: every page with what needs a hand."""
    intake = get_object_or_404(_visible(sites), uuid=uuid)
    findings = intake.findings.select_related("page")
    kinds = findings.order_by().values_list("code").annotate(number=Count("pk")).order_by("-number", "code")
    chosen = request.GET.get("kind", "")
    findings = findings.filter(code=chosen) if chosen in words.PAGE else findings
    if "export" in request.GET:
        return _table(request, findings, request.GET["export"])
    error = intake.about.get("error")
    context = {
        "intake": intake,
        "error": words.reason(error["code"], error["params"]) if error else "",
        "leaf": Paginator(findings, PAGE).get_page(request.GET.get("p")),
        "kinds": [(code, words.short(code), number) for code, number in kinds],
        "chosen": chosen,
        **_head(intake.file_name),
    }
    return TemplateResponse(request, "home/admin/wordpress_import.html", context)


@require_POST
@for_writers
def confirm(request: HttpRequest, sites: list[Site], uuid: UUID) -> HttpResponseBase:
    intake = get_object_or_404(_visible(sites), uuid=uuid)
    if not actions.confirm(intake=intake, user=request.user):
        messages.warning(request, _("This has been brought in already, or there is nothing to bring in."))
        return redirect(intake)
    return redirect(works.start(kind=works.IMPORT, intake=intake, user=request.user))


@require_POST
@for_writers
def discard(request: HttpRequest, sites: list[Site], uuid: UUID) -> HttpResponseBase:
    actions.discard(intake=get_object_or_404(_visible(sites), uuid=uuid), user=request.user)
    messages.success(request, _("The file has been thrown away."))
    return redirect("wordpress_imports:index")


def _table(request: HttpRequest, findings: QuerySet[WordPressFinding], form: str) -> HttpResponseBase:
    headings = [_("Page"), _("Language"), _("What needs a hand"), _("Edit")]
    base = request.build_absolute_uri("/")[:-1]
    rows = rows_of(findings, get_language() or "", base)
    response = download(Sheet(title=_("What needs a hand"), headings=headings, rows=rows), form)
    if response is None:
        raise Http404
    return response


def rows_of(findings: QuerySet[WordPressFinding], language: str, base: str) -> Iterator[list[str]]:
    """Read while the file is being sent, when the request's language no longer holds."""
    for one in findings.iterator(1000):
        with override(language):
            reason = str(one.reason)
        edit = base + reverse("wagtailadmin_pages:edit", args=[one.page_id]) if one.page_id else ""
        yield [one.title, one.language, reason, edit]


def _head(title: str = "") -> dict[str, Any]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    top = {"url": reverse("wordpress_imports:index") if title else "", "label": _("Bring in pages from WordPress")}
    here = [{"url": "", "label": title}] if title else []
    return {
        "header_title": title or _("Bring in pages from WordPress"),
        "header_icon": "upload",
        "breadcrumbs_items": [home, top, *here],
    }


class WordPressViewSet(ViewSet):
    name = url_namespace = "wordpress_imports"
    url_prefix = "wordpress-imports"
    icon = "upload"
    menu_label = gettext_lazy("Bring in pages from WordPress")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", index, name="index"),
            path("<uuid:uuid>/", show, name="show"),
            path("<uuid:uuid>/confirm/", confirm, name="confirm"),
            path("<uuid:uuid>/discard/", discard, name="discard"),
        ]
