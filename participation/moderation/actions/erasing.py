"""What was removed is kept for staff until the time to appeal is over; then its words go for good."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from .. import things
from ..models import Case, Decision, Report, TextPrint
from ..rules import Verb
from .shared import note

PRINTS_KEPT = timedelta(days=30)


def erase_due(*, now: datetime) -> int:
    """Erase every removed text whose time to appeal is over and whose appeal, if there was one, is answered. Each in
    a transaction of its own. Returns how many."""
    due = Decision.objects.filter(verb=Verb.REMOVE, erased_at=None, reversed_at=None, appeal_until__lte=now)
    ids = due.filter(Q(appeal=None) | Q(appeal__answer__isnull=False)).order_by("pk").values_list("pk", flat=True)
    return sum(_erase(pk, now) for pk in list(ids))


def forget_prints(*, now: datetime) -> int:
    """Delete hashes of texts that are too old to tell anything."""
    deleted, _by_model = TextPrint.objects.filter(at__lt=now - PRINTS_KEPT).delete()
    return deleted


@transaction.atomic
def _erase(pk: int, now: datetime) -> bool:
    decision = Decision.objects.select_related("case").get(pk=pk)
    kind = things.get(decision.kind)
    if kind is not None:
        kind.lock(decision.thing_id)
    decision = Decision.objects.select_for_update().select_related("case").get(pk=pk)
    if decision.erased_at or decision.reversed_at:  # another process, or a moderator, was here first
        return False
    decision.erased_at = now
    decision.save(update_fields=["erased_at"])
    if kind is not None:
        kind.erase(decision.thing_id)
    cases = Case.objects.filter(kind=decision.kind, thing_id=decision.thing_id)
    cases.update(heading="", text="")
    Report.objects.filter(case__in=cases).update(text="")
    note(decision.case, None, "erase", decision=decision.pk)
    return True
