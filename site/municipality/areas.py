"""Which area a place is in.

Looked up in the boundary as it was given (`Boundary`), not in the outline that pages draw, which is simplified.
A place on a border, or where areas overlap, is in the smallest of them. Positions are WGS 84 degrees.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import numpy as np
import shapely
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ForeignObjectRel
from django_tasks import task
from shapely.geometry import shape
from wagtail.models import ReferenceIndex

from .models import Area, Boundary

Position = tuple[float, float]  # longitude, latitude
_followers: dict[str, Callable[[int], None]] = {}


def area_at(site_id: int, lon: float | None, lat: float | None) -> Area | None:
    """The area that holds the place; ``None`` outside all of them, and for no place. At most one query."""
    return None if lon is None or lat is None else Locator(site_id).find(lon, lat)


class Locator:
    """Looks up many places in the areas of one municipality, as they are when it is made. One query."""

    def __init__(self, site_id: int) -> None:
        rows = Area.objects.filter(site_id=site_id).select_related("boundary").order_by("slug")
        known = [(area, form) for area in rows if (form := shape_of(area)) is not None]
        known.sort(key=lambda pair: pair[1].area)
        self._areas = [area for area, _form in known]
        self._shapes = np.array([form for _area, form in known], dtype=object)
        shapely.prepare(self._shapes)

    def find(self, lon: float, lat: float) -> Area | None:
        return self.find_many([(lon, lat)])[0]

    def find_many(self, positions: Iterable[Position]) -> list[Area | None]:
        """The area of each place, in their order. 100 000 places take well under a second."""
        places = np.array([*positions], dtype=float).reshape(-1, 2)
        points = np.full(len(places), None, dtype=object)
        real = np.isfinite(places).all(axis=1)
        points[real] = shapely.points(places[real])
        owner = np.full(len(places), -1)
        if self._areas and real.any():
            which, where = shapely.STRtree(points).query(self._shapes, predicate="covers")
            owner[where[::-1]] = which[::-1]  # where several cover a place, the smallest is written last
        return [self._areas[number] if number >= 0 else None for number in owner]


def shape_of(area: Area) -> shapely.Geometry | None:
    """The area as precisely as it is known; ``None`` when it has no outline."""
    boundary = getattr(area, "boundary", None)
    if boundary is not None:
        return shapely.from_wkb(bytes(boundary.wkb))
    return shapely.make_valid(shape(area.outline)) if area.outline else None


def in_use(ids: Collection[int]) -> set[int]:
    """Those of the areas that something refers to: a proposal, a project, a map in a page. A fixed number of queries."""
    found: set[int] = set()
    for relation in Area._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not Boundary:
            name = relation.field.name
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": ids})
            found |= set(rows.order_by().values_list(name, flat=True).distinct())
    kind = ContentType.objects.get_for_model(Area)
    keys = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=[str(pk) for pk in ids])
    return found | {int(key) for key in keys.values_list("to_object_id", flat=True)}


def follow(name: str, find_anew: Callable[[int], None]) -> None:
    """Have ``find_anew(site_id)`` called, by a task, whenever the areas of a municipality have changed."""
    _followers[name] = find_anew


def have_changed(site_id: int) -> None:
    """Have everything that follows the areas find its places anew, once the transaction is through."""
    for name in _followers:
        transaction.on_commit(lambda name=name: find_anew.enqueue(name, site_id))  # type: ignore[misc]


@task()
def find_anew(name: str, site_id: int) -> None:
    _followers[name](site_id)
