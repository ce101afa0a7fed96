"""What people search for, what they do not find, and what they do not open: a list from which editors mend the search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.auth import permission_denied
from wagtail.models import Site

from municipality.rights import sites_of

from ..choices import language_name
from ..tuning import actions
from ..tuning.counting import PEOPLE
from ..tuning.models import Synonym, Tally
from ..tuning.ready import ready

PAGE = 50
DAYS = (30, 90, 365)
ENOUGH = 5  # searches of which nothing was opened
SHOWN = {
    "all": gettext_lazy("Everything"),
    "nothing": gettext_lazy("Nothing found"),
    "unopened": gettext_lazy("Found, but nothing opened"),
}


def asked(request: HttpRequest) -> HttpResponse:
    """The list, for editors of the municipality."""
    sites = list(sites_of(request.user, Synonym).order_by("site_name", "pk"))
    site = chosen(request, sites)
    if site is None:
        return permission_denied(request)
    days = next((number for number in DAYS if str(number) == request.GET.get("days")), DAYS[0])
    shown = request.GET.get("shown") if request.GET.get("shown") in SHOWN else "all"
    leaf = Paginator(_rows(site, days, str(shown)), PAGE).get_page(request.GET.get("p"))
    context = {
        "page_title": _("Searches"),
        "header_icon": "search",
        "sites": sites,
        "site": site,
        "days": [(number, number == days) for number in DAYS],
        "shown": [(name, label, name == shown) for name, label in SHOWN.items()],
        "leaf": leaf,
        "rows": list(_lines(leaf.object_list, site, request.get_full_path())),
        "kept": urlencode({"site": site.pk, "days": days, "shown": shown}),
        "people": PEOPLE,
    }
    return render(request, "search/admin/asked.html", context)


def ready_list(request: HttpRequest) -> HttpResponse:
    """The ready synonyms, to read and to take into use."""
    sites = list(sites_of(request.user, Synonym).order_by("site_name", "pk"))
    site = chosen(request, sites)
    if site is None:
        return permission_denied(request)
    if request.method == "POST":
        number = actions.add_ready(site=site, user=request.user)
        messages.success(
            request,
            ngettext("%(number)s synonym was added.", "%(number)s synonyms were added.", number) % {"number": number},
        )
        return redirect("wagtailsnippets_search_synonym:list")
    rows = [(language_name(one.language), one) for one in ready()]
    context = {
        "page_title": _("Ready list of synonyms"),
        "header_icon": "search",
        "rows": rows,
        "sites": sites,
        "site": site,
    }
    return render(request, "search/admin/ready.html", context)


def chosen(request: HttpRequest, sites: list[Site]) -> Site | None:
    """The municipality asked for, else the one whose address this is, else the first; only ever one of ``sites``."""
    by_id = {str(site.pk): site for site in sites}
    wanted = request.POST.get("site") or request.GET.get("site")
    if wanted:
        return by_id.get(wanted)
    here = Site.find_for_request(request)
    return by_id.get(str(here.pk) if here else "", sites[0] if sites else None)


def _rows(site: Site, days: int, shown: str) -> Any:
    since = timezone.localdate() - timedelta(days=days)
    rows = Tally.objects.filter(site=site, day__gt=since).values("query", "language")
    rows = rows.annotate(times=Sum("searches"), missed=Sum("nothing"), opened=Sum("clicks"))
    if shown == "nothing":
        return rows.filter(missed__gt=0).order_by("-missed", "query", "language")
    if shown == "unopened":
        rows = rows.filter(opened=0, times__gte=ENOUGH, missed__lt=F("times"))
    return rows.order_by("-times", "query", "language")


def _lines(rows: Any, site: Site, here: str) -> Iterator[dict[str, Any]]:
    """``here``: where one comes back to when a row is mended."""
    for row in rows:
        begun = urlencode({"words": row["query"], "language": row["language"], "site": site.pk, "next": here})
        yield {
            **row,
            "language_name": language_name(row["language"]),
            "synonym_url": f"{reverse('wagtailsnippets_search_synonym:add')}?{begun}",
            "pin_url": f"{reverse('wagtailsnippets_search_pin:add')}?{begun}",
        }
