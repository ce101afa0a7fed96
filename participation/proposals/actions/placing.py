"""Areas that follow from places, found anew when the municipality's areas have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from core import audit
from municipality.areas import Locator

from .. import tallies
from ..models import Proposal

BATCH = 1_000


def find_areas(*, site_id: int) -> int:
    """Give every proposal whose writer chose no area the one that its place is in now; return how many changed. Each
    batch is a transaction of its own, so that nobody waits long."""
    locator, last, changed = Locator(site_id), 0, 0
    rows = Proposal.objects.of_site(site_id).filter(area_chosen=False, lat__isnull=False).order_by("pk")
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        changed, last = changed + _place(ids, locator), ids[-1]
    if changed:
        audit.record(
            site_id=site_id, actor_id=None, verb="proposal.find_areas", kind="proposal", key=site_id, number=changed
        )
    return changed


@transaction.atomic
def _place(ids: Sequence[int], locator: Locator) -> int:
    chosen = Proposal.objects.select_for_update().filter(pk__in=ids, area_chosen=False, lat__isnull=False)
    rows = list(
        chosen.order_by("pk").only("site", "project_key", "theme", "area", "state", "publication", "lat", "lon")
    )
    moved, leaving, entering = [], Counter[tallies.Cell](), Counter[tallies.Cell]()
    for row, area in zip(rows, locator.find_many([(row.lon or 0.0, row.lat or 0.0) for row in rows]), strict=True):
        if row.area_id == (area.pk if area else None):
            continue
        before = tallies.cell_of(row)
        row.area = area
        after = tallies.cell_of(row)
        if before and after:
            leaving[before] += 1
            entering[after] += 1
        moved.append(row)
    Proposal.objects.bulk_update(moved, ["area"], batch_size=200)
    tallies.move_many(leaving, entering)
    return len(moved)
