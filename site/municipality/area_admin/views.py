"""Uploading areas: send a file, see what it would change, confirm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from core.fields import LocalizedText
from municipality import actions, areas
from municipality.models import Area, AreaFile
from municipality.outlines import simplifying
from municipality.outlines.plan import Known, Plan, Row, plan
from municipality.outlines.reading import read
from municipality.rights import sites_of_areas

from .forms import AreaFileForm, NamesForm

LIST = "wagtailsnippets_municipality_area:list"


@dataclass(frozen=True)
class Shown:
    """A row for the map."""

    names: LocalizedText
    outline: dict[str, Any]


def upload(request: HttpRequest) -> HttpResponse:
    sites = list(sites_of_areas(request.user))
    if not sites:
        raise PermissionDenied
    form = AreaFileForm(request.POST or None, request.FILES or None, sites=sites)
    if request.method == "POST" and form.is_valid():
        site, file = form.cleaned_data["site"], form.cleaned_data["file"]
        kept = actions.keep_file(site_id=site.pk, user=request.user, name=file.name or "", data=form.data_read)
        return redirect("municipality_area_file", pk=kept.pk)
    return TemplateResponse(request, "municipality/admin/area_upload.html", {"form": form, **_heading()})


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would change, and the button that does it. The names may be taken from other properties."""
    file = get_object_or_404(AreaFile, pk=pk, user_id=request.user.pk, site__in=sites_of_areas(request.user))
    if "cancel" in request.POST:
        actions.discard_file(file=file)
        return redirect(LIST)
    reading = read(file.data)
    form = NamesForm(request.POST if request.method == "POST" else request.GET or None, properties=reading.properties)
    planned = plan(reading, form.chosen(), known_areas(file.site_id))
    if request.method == "POST" and planned.rows and form.is_valid():
        return _take(request, file, planned)
    context = {
        "file": file,
        "reading": reading,
        "form": form,
        "plan": planned,
        "rows": [(row, LocalizedText(row.names)) for row in planned.rows],
        "missing": [(known, LocalizedText(known.names)) for known in planned.missing],
        "removable": [known for known in planned.missing if not known.in_use],
        "shown": [_shown(row) for row in planned.rows],
        "kilobytes": round(planned.size / 1000),
        "number": {status: planned.number(status) for status in ("new", "changed", "same")},
        **_heading(),
    }
    return TemplateResponse(request, "municipality/admin/area_preview.html", context)


def _take(request: HttpRequest, file: AreaFile, planned: Plan) -> HttpResponse:
    numbers = actions.take_areas(
        site_id=file.site_id, user=request.user, plan=planned, remove="remove" in request.POST, source=file.name
    )
    actions.discard_file(file=file)
    told = (
        ngettext("%(n)s area was added.", "%(n)s areas were added.", numbers["added"]) % {"n": numbers["added"]},
        ngettext("%(n)s was changed.", "%(n)s were changed.", numbers["changed"]) % {"n": numbers["changed"]},
        ngettext("%(n)s was removed.", "%(n)s were removed.", numbers["removed"]) % {"n": numbers["removed"]},
    )
    said = [text for text, number in zip(told, numbers.values(), strict=True) if number]
    messages.success(request, " ".join(said) or _("Nothing changed."))
    return redirect(LIST)


def known_areas(site_id: int) -> list[Known]:
    """The areas there are, as the plan compares them."""
    rows = list(Area.objects.filter(site_id=site_id).select_related("boundary"))
    used = areas.in_use([area.pk for area in rows])
    return [Known(pk=area.pk, names=area.names, form=areas.shape_of(area), in_use=area.pk in used) for area in rows]


def _shown(row: Row) -> Shown:
    return Shown(LocalizedText(row.names), simplifying.geometry_of(row.drawn))


def _heading() -> dict[str, Any]:
    title = _("Upload areas")
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": "site",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(LIST), "label": _("Areas")},
            {"url": "", "label": title},
        ],
    }
