"""Bringing in proposals from a table: a file is given, tried, looked at, and brought in. For administrators only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from accounts.models import User
from core.desk.tables import Sheet
from core.moving.downloads import download
from municipality.models import Theme
from participation import registry

from .. import actions
from ..forms import ImportForm
from ..models import Import
from ..moving import words, works
from ..rules import BODY_LENGTH, TITLE_LENGTH
from .importers import for_importers, offered_to, visible_imports

PAGE = 50


@for_importers
def index(request: HttpRequest, user: User) -> HttpResponseBase:
    """The form, and what has been brought in before."""
    form = ImportForm(request.POST or None, request.FILES or None, offered=offered_to(user))
    if request.method == "POST" and form.is_valid():
        site_id, key = form.place
        intake = actions.give_import(site_id=site_id, project_key=key, user=user, file=form.cleaned_data["file"])
        return redirect(works.start(kind=works.TRY, intake=intake, user=user))
    leaf = Paginator(visible_imports(user), PAGE).get_page(request.GET.get("p"))
    context = {"form": form, "leaf": leaf, "limits": {"title": TITLE_LENGTH, "body": BODY_LENGTH}, **_head()}
    return TemplateResponse(request, "proposals/admin/imports.html", context)


@for_importers
def show(request: HttpRequest, user: User, uuid: UUID) -> HttpResponseBase:
    """What the trial found, or what came of it."""
    intake = get_object_or_404(visible_imports(user), uuid=uuid)
    if "export" in request.GET:
        return _table(intake, request.GET["export"])
    error = intake.about.get("error")
    project = registry.project(intake.site_id, intake.project_key)
    context = {
        "intake": intake,
        "project": project,
        "error": words.reason(error["code"], error["params"]) if error else "",
        "encoding": {"cp1252": "Windows-1252", "utf-8": "UTF-8"}.get(intake.about.get("encoding", ""), ""),
        "sample": _sample(intake),
        "leaf": Paginator(intake.problems.all(), PAGE).get_page(request.GET.get("p")),
        **_head(intake.file_name),
    }
    return TemplateResponse(request, "proposals/admin/import.html", context)


@require_POST
@for_importers
def confirm(request: HttpRequest, user: User, uuid: UUID) -> HttpResponseBase:
    intake = get_object_or_404(visible_imports(user), uuid=uuid)
    if not actions.confirm_import(intake=intake, user=user):
        messages.warning(request, _("This has been brought in already, or there is nothing to bring in."))
        return redirect(intake)
    return redirect(works.start(kind=works.IMPORT, intake=intake, user=user))


@require_POST
@for_importers
def discard(request: HttpRequest, user: User, uuid: UUID) -> HttpResponse:
    intake = get_object_or_404(visible_imports(user), uuid=uuid)
    actions.discard_import(intake=intake, user=user)
    messages.success(request, _("The file has been thrown away."))
    return redirect("proposal_imports:index")


def _table(intake: Import, form: str) -> HttpResponseBase:
    """The refused rows as a file."""
    rows = _problems(intake, get_language() or "")
    headings = [_("Line"), _("Column"), _("Reason")]
    response = download(Sheet(title=_("Refused rows"), headings=headings, rows=rows), form)
    if response is None:
        raise Http404
    return response


def _problems(intake: Import, language: str) -> Iterator[list[Any]]:
    """Read while the file is being sent, when the request's language no longer holds."""
    for one in intake.problems.iterator(2000):
        with override(language):
            reason = str(one.reason)
        yield [one.line, one.column, reason]


def _sample(intake: Import) -> list[dict[str, Any]]:
    """The first rows as they will look."""
    rows = intake.about.get("sample", [])
    themes = {theme.pk: str(theme.names) for theme in Theme.objects.filter(site_id=intake.site_id)} if rows else {}
    return [
        {**row, "created": datetime.fromisoformat(row["created"]), "theme": themes.get(row["theme"], "")}
        for row in rows
    ]


def _head(title: str = "") -> dict[str, Any]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    top = {"url": reverse("proposal_imports:index") if title else "", "label": _("Bring in proposals")}
    here = [{"url": "", "label": title}] if title else []
    return {
        "header_title": title or _("Bring in proposals"),
        "header_icon": "upload",
        "breadcrumbs_items": [home, top, *here],
    }


class ImportViewSet(ViewSet):
    name = url_namespace = "proposal_imports"
    url_prefix = "proposal-imports"
    icon = "upload"
    menu_label = gettext_lazy("Bring in proposals")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", index, name="index"),
            path("<uuid:uuid>/", show, name="show"),
            path("<uuid:uuid>/confirm/", confirm, name="confirm"),
            path("<uuid:uuid>/discard/", discard, name="discard"),
        ]
