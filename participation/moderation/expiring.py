"""What moderators decided, and sanctions, when their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from participation.retention import kinds
from participation.retention.rules import Scope

from .models import Appeal, Case, Decision, Report, Sanction
from .rules import SanctionKind


def _due(scope: Scope) -> QuerySet[Any]:
    """Closed so long ago, and still leading to a person: the one judged or one who reported."""
    people = Q(author__isnull=False) | ~Q(author_name="") | ~Q(text="") | Q(reports__reporter__isnull=False)
    rows = Case.objects.filter(site_id=scope.site_id, closed_at__lt=scope.before).filter(people)
    return Case.objects.filter(pk__in=rows.values("pk"))


def _expire(ids: Sequence[Any], now: datetime) -> int:
    """The decision, its rule and its day stay."""
    for report in Report.objects.filter(case__in=ids, by_screening=False):
        report.reporter, report.text, report.person_key = None, "", f"gone {uuid4().hex}"
        report.save(update_fields=["reporter", "text", "person_key"])
    Appeal.objects.filter(case__in=ids).update(text="")
    Decision.objects.filter(case__in=ids).update(author=None, message="")
    return Case.objects.filter(pk__in=ids).update(author=None, author_name="", heading="", text="")


def _over(scope: Scope) -> QuerySet[Any]:
    over = Q(ends_at__lt=scope.before) | Q(lifted_at__lt=scope.before)
    warned = Q(kind=SanctionKind.WARNING, starts_at__lt=scope.before)
    return Sanction.objects.filter(over | warned, site_id=scope.site_id)


def register() -> None:
    kinds.register(
        "cases",
        kinds.Kind(
            label=_("Moderators’ cases"),
            explained=_(
                "Since the case was closed. Whose text it was, who reported and in what words goes; what was decided and "
                "by which rule stays."
            ),
            months=24,
            due=_due,
            expire=_expire,
        ),
    )
    kinds.register(
        "sanctions",
        kinds.Kind(
            label=_("Sanctions that are over"),
            explained=_("Since they ended. The sanction goes."),
            months=12,
            due=_over,
            expire=lambda ids, now: Sanction.objects.filter(pk__in=ids).delete()[0],
        ),
    )
