"""Areas that follow from places, found anew when the municipality's areas have changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from core import audit
from municipality.areas import Locator

from ..geometry import middle
from ..models import Opinion

BATCH = 1_000


def find_areas(*, site_id: int) -> int:
    """Give every opinion with a place the area that it is in now; return how many changed. Each batch is a transaction of
    its own, so that nobody waits long."""
    locator, last, changed = Locator(site_id), 0, 0
    rows = Opinion.objects.filter(site_id=site_id, place__isnull=False).order_by("pk")
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        changed, last = changed + _place(ids, locator), ids[-1]
    if changed:
        audit.record(
            site_id=site_id, actor_id=None, verb="opinion.find_areas", kind="opinion", key=site_id, number=changed
        )
    return changed


@transaction.atomic
def _place(ids: Sequence[int], locator: Locator) -> int:
    rows = Opinion.objects.select_for_update().filter(pk__in=ids, place__isnull=False).only("place", "area")
    placed = [(row, middle(row.place)) for row in rows]
    areas = locator.find_many([(lon or 0.0, lat or 0.0) for _row, (lon, lat) in placed])
    moved = []
    for (row, _at), area in zip(placed, areas, strict=True):
        if row.area_id != (area.pk if area else None):
            row.area = area
            moved.append(row)
    Opinion.objects.bulk_update(moved, ["area"], batch_size=200)
    return len(moved)
