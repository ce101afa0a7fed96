"""How the index of the search is, for `manage.py health`: what the last sending met, so that nothing is asked that hangs."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from core.health import Finding

from .engines.elasticsearch.client import is_chosen
from .models import Change, Replica

LATE = timedelta(minutes=2)  # that a change may wait: the clock sends every few seconds


def finding() -> Finding:
    if not is_chosen():
        return Finding(True, "the database answers")
    replica = Replica.objects.first()
    if replica is None or (replica.built_at is None and replica.building_at is None):
        return Finding(False, "the database answers; Elasticsearch has no index yet")
    if replica.built_at is None:
        return Finding(True, "the database answers; the index of Elasticsearch is being built")
    waiting, refused = Change.objects.filter(refused=""), Change.objects.exclude(refused="").count()
    oldest = waiting.order_by("pk").values_list("made_at", flat=True).first()
    late = oldest is not None and timezone.now() - oldest > LATE
    says = f"Elasticsearch answers; {waiting.count()} changes wait, {refused} are refused"
    if replica.problem:
        says = f"the database answers instead of Elasticsearch ({replica.problem}); {waiting.count()} changes wait"
    return Finding(not (replica.problem or late or refused), says)
