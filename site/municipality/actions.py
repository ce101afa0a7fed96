"""Every write to the areas of a municipality. The admin and commands call these and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import shapely
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.fields import LocalizedText
from core.refusal import Refusal, Refused, insist

from . import areas
from .models import Area, AreaFile, Boundary
from .outlines import simplifying
from .outlines.plan import Plan, Row, Status
from .rights import may_change_areas

KEPT = timedelta(days=1)  # how long a file waits to be confirmed


@transaction.atomic
def keep_file(*, site_id: int, user: Any, name: str, data: bytes) -> AreaFile:
    """Keep a file that has been read, for its preview. Raises Refused."""
    insist(_why_not(user, site_id))
    AreaFile.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return AreaFile.objects.create(
        site_id=site_id, user=user, name=name.replace("\x00", "")[-200:], packed=AreaFile.pack(data)
    )


def discard_file(*, file: AreaFile) -> None:
    file.delete()


@transaction.atomic
def take_areas(*, site_id: int, user: Any, plan: Plan, remove: bool = False, source: str = "") -> Mapping[str, int]:
    """Make the areas as the plan says: names and outlines change, rows and their slugs stay, so that whatever is in an
    area stays in it. ``remove``: areas that the file does not name go, unless they are in use. Returns how many were
    added, changed and removed. ``user`` may be ``None`` where a command loads them. Raises Refused."""
    if user is not None:
        insist(_why_not(user, site_id))
    done: dict[str, list[str]] = {"added": [], "changed": [], "removed": []}
    rows = {area.pk: area for area in Area.objects.select_for_update().filter(site_id=site_id)}
    for row in plan.rows:
        area = rows.get(row.known.pk) if row.known else None
        kept = _put(area or Area(site_id=site_id), row)
        if area is None or row.status != Status.SAME:
            done["changed" if area else "added"].append(kept.slug)
    if remove:
        done["removed"] = _remove([rows[known.pk] for known in plan.missing if known.pk in rows])
    _note(site_id, user, "upload", site_id, kind="areas", source=source, **done)
    areas.have_changed(site_id)
    return {name: len(slugs) for name, slugs in done.items()}


@transaction.atomic
def save_area(*, area: Area, user: Any, outline_given: bool = False, form: shapely.Geometry | None = None) -> Area:
    """Save one area. When an outline was given, ``form`` (or ``None`` for none) is its boundary, and all outlines of the
    municipality are drawn anew, so that neighbours still meet. Raises Refused."""
    insist(_why_not(user, area.site_id))
    verb = "change" if area.pk else "add"
    area.save()
    _note(area.site_id, user, verb, area.pk, slug=area.slug, outline=outline_given)
    if outline_given:
        _keep_boundary(area, form)
    return area


@transaction.atomic
def remove_area(*, area: Area, user: Any) -> None:
    """Raises Refused, also while the area is in use."""
    insist(_why_not(user, area.site_id))
    if areas.in_use([area.pk]):
        raise Refused(Refusal("in_use", _("The area is in use, so it cannot be removed.")))
    _note(area.site_id, user, "remove", area.pk, slug=area.slug)
    site_id = area.site_id
    area.delete()
    areas.have_changed(site_id)


def _keep_boundary(area: Area, form: shapely.Geometry | None) -> None:
    Boundary.objects.filter(area=area).delete()
    if form is None:
        Area.objects.filter(pk=area.pk).update(outline={})
    else:
        Boundary.objects.create(area=area, wkb=shapely.to_wkb(form))
        _redraw(area.site_id)
    areas.have_changed(area.site_id)


def _put(area: Area, row: Row) -> Area:
    area.names = LocalizedText(row.names)
    area.outline = simplifying.geometry_of(row.drawn)
    area.save()
    Boundary.objects.update_or_create(area=area, defaults={"wkb": shapely.to_wkb(row.form)})
    return area


def _remove(rows: Sequence[Area]) -> list[str]:
    """Remove those that are not in use; return their slugs."""
    used = areas.in_use([area.pk for area in rows])
    free = [area for area in rows if area.pk not in used]
    Area.objects.filter(pk__in=[area.pk for area in free]).delete()
    return [area.slug for area in free]


def _redraw(site_id: int) -> None:
    """Simplify the outlines of all areas together, from their boundaries."""
    rows = list(
        Area.objects.select_for_update(of=("self",))
        .filter(site_id=site_id, boundary__isnull=False)
        .select_related("boundary")
    )
    forms = [form for area in rows if (form := areas.shape_of(area)) is not None]
    for area, form in zip(rows, simplifying.drawn(forms), strict=True):
        area.outline = simplifying.geometry_of(form)
    Area.objects.bulk_update(rows, ["outline"], batch_size=50)


def _why_not(user: Any, site_id: int) -> Refusal | None:
    if may_change_areas(user, site_id):
        return None
    return Refusal("role", _("Your role does not include changing the areas of this municipality."))


def _note(site_id: int, user: Any, verb: str, key: int, *, kind: str = "area", **detail: Any) -> None:
    audit.record(site_id=site_id, actor_id=user.pk if user else None, verb=f"area.{verb}", kind=kind, key=key, **detail)
