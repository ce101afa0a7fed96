"""Announcing what is about to expire, and carrying it out. Both may be cut short at any moment and go on later: what has
expired fits no more, and the report counts within the transaction of the change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.models import Site

from core import audit

from .. import kinds, mails
from ..models import Expiry
from ..planning import Coming, Ground, Part, coming

BATCH = 500


def apply(*, site: Site, now: datetime) -> list[Expiry]:
    """Announce what will fall due, and take the persons from what was announced and is due. Returns what was ended."""
    ground = Ground(site, now)
    new = [announce(ground=ground, one=one) for one in coming(ground) if one.expiry is None]
    if new:
        mails.tell_staff(site, new)
    for row in Expiry.objects.filter(site=site, ended_at=None).order_by("pk"):
        warn_persons(ground=ground, row=row)
    ended = []
    for one in coming(ground):
        if one.is_now(now):
            ended.append(carry_out(one=one, now=now))
    drop_needless(ground=ground)
    return ended


@transaction.atomic
def announce(*, ground: Ground, one: Coming) -> Expiry:
    row = Expiry.objects.create(
        site=ground.site,
        kind=one.part.kind,
        project_key=one.part.project_key,
        project=ground.name(one.part.project_key)[:255],
        announced=one.number,
        announced_at=ground.now,
        falls_at=one.falls_at,
    )
    _note(row, "announce", number=one.number)
    return row


def warn_persons(*, ground: Ground, row: Expiry) -> None:
    """Tell the persons themselves, where the kind does: some hundreds a transaction, each once."""
    kind = kinds.get(row.kind)
    if kind is None or kind.warn is None:
        return
    scope = ground.scope(Part(kind=row.kind, project_key=row.project_key), row.falls_at)
    while scope:
        with transaction.atomic():
            held = Expiry.objects.select_for_update().get(pk=row.pk)
            ids = list(kind.due(scope).filter(pk__gt=held.told_to).order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not ids:
                return
            kind.warn(row.site_id, ids, row.falls_at)
            Expiry.objects.filter(pk=row.pk).update(told_to=ids[-1])


def carry_out(*, one: Coming, now: datetime) -> Expiry:
    """Everything of one part that was announced and is due."""
    assert one.expiry is not None
    kind = kinds.kinds()[one.part.kind]
    Expiry.objects.filter(pk=one.expiry.pk, begun_at=None).update(begun_at=now)
    while _expire_some(kind, one, now):
        pass
    Expiry.objects.filter(pk=one.expiry.pk).update(ended_at=now)
    return Expiry.objects.get(pk=one.expiry.pk)


@transaction.atomic
def _expire_some(kind: kinds.Kind, one: Coming, now: datetime) -> int:
    assert one.expiry is not None
    rows = kind.due(one.scope)
    if kind.warn is not None:
        rows = rows.filter(pk__lte=one.expiry.told_to)  # nobody who was not told
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    number = kind.expire(ids, now)
    Expiry.objects.filter(pk=one.expiry.pk).update(number=F("number") + number)
    _note(one.expiry, "expire", number=number)
    return number


def drop_needless(*, ground: Ground) -> None:
    """What was announced and is not due any more: the project goes on, or the time was made longer. (Not what a hold has
    stopped: that waits.)"""
    wanted = {one.expiry.pk for one in coming(ground) if one.expiry and one.number}
    rows = Expiry.objects.filter(site=ground.site, ended_at=None).exclude(project_key__in=ground.held)
    for row in rows.exclude(pk__in=wanted):
        Expiry.objects.filter(pk=row.pk).update(ended_at=ground.now, dropped=True)
        _note(row, "drop")


def _note(row: Expiry, verb: str, **detail: Any) -> None:
    audit.record(
        site_id=row.site_id,
        actor_id=None,
        verb=f"retention.{verb}",
        kind="retention",
        key=row.project_key or row.kind,
        of=row.kind,
        **detail,
    )
