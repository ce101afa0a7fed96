"""How supports have grown, for the rows that are shown: one query over an index, whatever the municipality holds.

No table of daily counts is kept: supports also move when proposals are merged, brought in or their people leave, and
what is counted where it stands cannot drift away from it (docs/decisions/0019-councillors.md has what it costs)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils.timezone import localdate, make_aware

from participation.proposals.models import Proposal, Support

from .rules import GROWTH_DAYS, Growth, grown


def growth_of(proposals: Collection[Proposal], now: datetime) -> Mapping[int, Growth]:
    """By proposal: the last four weeks, day by day, the days being the town's."""
    starts = [_midnight(now, back) for back in range(GROWTH_DAYS)]  # today first
    day = Case(
        *(When(created_at__gte=start, then=Value(back)) for back, start in enumerate(starts)),
        output_field=IntegerField(),
    )
    ids = [proposal.pk for proposal in proposals]
    rows = Support.objects.filter(proposal__in=ids, created_at__gte=starts[-1])
    found: dict[int, dict[int, int]] = defaultdict(dict)
    counted = rows.annotate(day=day).values_list("proposal", "day").annotate(number=Count("pk")).order_by()
    for proposal, back, number in counted:
        found[proposal][back] = number
    return {
        one.pk: grown(one.support_count, (found[one.pk].get(back, 0) for back in reversed(range(GROWTH_DAYS))))
        for one in proposals
    }


def _midnight(now: datetime, days_back: int) -> datetime:
    return make_aware(datetime.combine(localdate(now) - timedelta(days=days_back), time.min))
