"""What staff say of opinions: one or many at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from core.fields import LocalizedText
from core.refusal import Refusal, insist

from ...actions.shared import BEYOND, written
from ...models import Opinion, OpinionHandling, OpinionTheme, Response
from ..policy import opinions_for
from ..rules import REASON_LENGTH, Handled, Outcome, why_no_outcome, why_not_handle
from .shared import note

NAMES = ("theme", "response", "outcome")


@dataclass(frozen=True, kw_only=True)
class Handling:
    """What is set; what is ``None`` stays as it is, and what is named in ``clears`` (of `NAMES`) is taken off.
    ``outcome`` goes with its ``reason``."""

    theme: OpinionTheme | None = None
    response: Response | None = None
    outcome: Outcome | None = None
    reason: Mapping[str, str] | None = None
    clears: frozenset[str] = frozenset()

    @property
    def told(self) -> dict[str, str]:
        """For the trail."""
        given = {name: str(value) for name in NAMES if (value := getattr(self, name)) is not None}
        return {**given, **dict.fromkeys(sorted(self.clears), "")}


@transaction.atomic
def handle(*, ids: Sequence[int], chosen: Handling, user: User) -> tuple[int, list[tuple[Opinion, Refusal]]]:
    """Give opinions a theme, a response or an outcome: how many were changed, and why the others were not. A few
    queries, however many there are. Raises Refused and ValidationError for an outcome without its reason."""
    insist(why_no_outcome(chosen.outcome or "", chosen.reason or {}))
    reason = written(chosen.reason or {}, longest=REASON_LENGTH) if chosen.outcome else LocalizedText()
    rows = list(opinions_for(user).filter(pk__in=ids).order_by("pk"))
    if len(rows) < len(set(ids)):
        insist(BEYOND)
    OpinionHandling.objects.bulk_create(
        [OpinionHandling(opinion=row, consultation_key=row.consultation_key) for row in rows],
        ignore_conflicts=True,
        batch_size=500,
    )
    held = {one.pk: one for one in OpinionHandling.objects.select_for_update().filter(opinion__in=rows)}
    refused = [(row, why) for row in rows if (why := _why_not(held[row.pk], chosen))]
    left = {row.pk for row, _why in refused}
    going = [row for row in rows if row.pk not in left]
    OpinionHandling.objects.filter(opinion__in=going).update(**_values(chosen, reason))
    for site_id, key in sorted({(row.site_id, row.consultation_key) for row in going}):
        _note(site_id, key, [row for row in going if row.consultation_key == key], chosen, user)
    return len(going), refused


def _why_not(held: OpinionHandling, chosen: Handling) -> Refusal | None:
    parts = [part for part in (chosen.theme, chosen.response) if part is not None]
    same = all(part.consultation_key == held.consultation_key for part in parts)
    only_theme = chosen.response is None and chosen.outcome is None and not chosen.clears - {"theme"}
    return why_not_handle(Handled(published=held.published_at is not None and not only_theme, same=same))


def _values(chosen: Handling, reason: LocalizedText) -> dict[str, Any]:
    values: dict[str, Any] = {name: value for name in NAMES if (value := getattr(chosen, name)) is not None}
    values |= {name: "" if name == "outcome" else None for name in chosen.clears}
    return {**values, "reason": reason} if "outcome" in values else values


def _note(site_id: int, key: UUID, rows: Sequence[Opinion], chosen: Handling, user: User) -> None:
    """One row for all of them, which names each."""
    note(
        site_id, key, user, "handle_opinions", number=len(rows), opinions=[str(row.key) for row in rows], **chosen.told
    )
