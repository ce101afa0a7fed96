"""Every proposal that fits the filters, on the map: gathered where there are many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from core.maps import WIDTH, Box, Bunch, Cluster, Point, counted_in, extent_of, gather
from municipality.models import Area, Theme
from municipality.queries import of_site
from participation import registry

from .. import queries
from ..forms import FilterForm
from ..models import Proposal
from ..queries import Filters
from .shared import site_of

MANY = 5_000  # places whose gathering is worth remembering
REMEMBERED = 60  # seconds
WIDEST = 4_000  # pixels
TALLEST = 4  # times as high as wide


@dataclass(frozen=True)
class Places:
    """What the map shows: proposals that stand alone, bunches, and how many there are of both together."""

    points: Sequence[Point] = ()
    bunches: Sequence[Bunch] = ()
    number: int = 0
    extent: Sequence[float] = field(default_factory=tuple)


def map_of(site: Site, filters: Filters, areas: Sequence[Area], query: QueryDict, shape: str) -> Places:
    """The map of a list: where it is narrowed to, else the municipality. Three queries at most."""
    bounds = filters.box.edges if filters.box else of_site(site).map["bounds"]
    extent = extent_of(areas=areas, bounds=bounds, shape=shape)
    return _places(site, filters, extent, WIDTH, query) if extent else Places()


@require_safe
def places(request: HttpRequest) -> JsonResponse:
    """The same for a map that has been moved: ``seen`` is its box, ``width`` how many pixels wide it is, the rest the
    filters of the list. Anybody may keep the answer for a minute."""
    site, seen, width = site_of(request), Box.read(request.GET.get("seen", "")), _width(request.GET.get("width", ""))
    if seen is None or width is None or seen.north - seen.south > TALLEST * (seen.east - seen.west):
        return JsonResponse({"error": "seen=west,south,east,north&width=pixels"}, status=400)
    form = FilterForm(
        request.GET,
        themes=list(Theme.objects.filter(site=site)),
        areas=list(Area.objects.filter(site=site)),
        projects=registry.projects(site.pk),
    )
    query = request.GET.copy()
    for name in ("seen", "width"):
        query.pop(name, None)
    filters, counted = form.filters(), counted_in(seen.edges, width=width)
    found = _places(site, filters, seen.edges, width, query)
    answer = {
        "said": number_said(found.number),
        "list": narrowed(query, counted.within(filters.box) if filters.box else counted),
        "points": [{"at": [p.lat, p.lon], "label": p.label, "url": p.url, "state": p.state} for p in found.points],
        "bunches": [
            {"at": [b.lat, b.lon], "number": b.number, "label": b.label, "url": b.url, "box": b.box.edges}
            for b in found.bunches
        ],
    }
    return JsonResponse(answer, headers={"Cache-Control": f"public, max-age={REMEMBERED}"})


def number_said(number: int) -> str:
    return ngettext("%(number)s proposal on the map", "%(number)s proposals on the map", number) % {"number": number}


def _width(text: str) -> float | None:
    return min(float(text), WIDEST) if re.fullmatch(r"[1-9][0-9]{1,4}", text) else None


def _places(site: Site, filters: Filters, extent: Sequence[float], width: float, query: QueryDict) -> Places:
    clusters = _gathered(site.pk, filters, extent, width)
    alone = Proposal.objects.public().in_bulk([cluster.only for cluster in clusters if cluster.only])
    return Places(
        points=points_of(alone.values()),
        bunches=[_bunch(cluster, query) for cluster in clusters if not cluster.only],
        number=sum(cluster.number for cluster in clusters),
        extent=extent,
    )


def _gathered(site_id: int, filters: Filters, extent: Sequence[float], width: float) -> list[Cluster]:
    """Remembered for a while where there are so many places that one more is not missed."""
    key = "places:" + sha256(repr((site_id, filters, tuple(extent), width)).encode()).hexdigest()
    known: list[Cluster] | None = cache.get(key)
    if known is None:
        known = gather(queries.filtered(site_id, filters), extent, width=width)
        if sum(cluster.number for cluster in known) >= MANY:
            cache.set(key, known, REMEMBERED)
    return known


def _bunch(cluster: Cluster, query: QueryDict) -> Bunch:
    label = ngettext("%(number)s proposal, zoom in", "%(number)s proposals, zoom in", cluster.number)
    return Bunch(
        lon=cluster.lon,
        lat=cluster.lat,
        number=cluster.number,
        label=label % {"number": cluster.number},
        url=narrowed(query, cluster.box),
        box=cluster.box,
    )


def narrowed(query: QueryDict, box: Box | None) -> str:
    """The list's address, narrowed to a box or, with ``None``, not."""
    params = query.copy()
    for name in ("page", "box"):
        params.pop(name, None)
    params["view"] = "map"
    if box is not None:
        params["box"] = str(box)
    return f"{reverse('proposals:list')}?{params.urlencode(safe=',')}"


def data_url(query: QueryDict) -> str:
    """Where a map that is moved asks for its places, the filters of the list in force."""
    params = query.copy()
    for name in ("page", "view", "order"):
        params.pop(name, None)
    return f"{reverse('proposals:places')}?{params.urlencode(safe=',')}"


def points_of(proposals: Any) -> list[Point]:
    """A mark for each that has a place."""
    return [
        Point(lat=p.lat, lon=p.lon, label=p.title, url=p.get_absolute_url(), state=p.sign)
        for p in proposals
        if p.lat is not None and p.lon is not None
    ]
