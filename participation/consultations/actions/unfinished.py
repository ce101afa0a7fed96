"""Opinions that are gone on with later. Nothing here leaves a row in the audit trail: what is not sent is its writer's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.audit.words import uuids
from core.refusal import Refusal, insist

from ..drafts.queries import takes
from ..models import OpinionFile, UnfinishedOpinion
from ..rules import unfinished_kept_from, why_closed
from ..unfinished import At, Whose, of
from .files import drop_files, waits_with_files

GONE = Refusal("gone", _("The paragraph that you are writing about is no longer in the draft."))
EMPTY = Refusal("empty", _("There is nothing to save yet."))


@transaction.atomic
def save_unfinished(
    *, at: At, whose: Whose, typed: Mapping[str, str], language: str, now: datetime
) -> UnfinishedOpinion:
    """Keep what was typed, in the place of what was kept before; what the browser had becomes the account's. Raises
    Refused when the consultation is not open, the paragraph is gone, or nothing was typed."""
    insist(why_closed(at.consultation.terms, now))
    insist(GONE if at.anchor and not takes(at.consultation.key, at.section, at.anchor) else None)
    has_content = any(typed.get(name, "").strip() for name in ("body", "place", "answers"))
    insist(None if has_content or waits_with_files(at.consultation.key, typed.get("uuid", "")) else EMPTY)
    kept = {"user": whose.user} if whose.user else {"holder": whose.holder}
    row, _made = UnfinishedOpinion.objects.update_or_create(
        consultation_key=at.consultation.key,
        section=at.section,
        anchor=at.anchor,
        **kept,
        defaults={
            "site": at.consultation.site,
            "typed": dict(typed),
            "language": language,
            "saved_on": timezone.localdate(now),
        },
    )
    of(whose, at).exclude(pk=row.pk).delete()
    return row


def drop_unfinished(*, at: At, whose: Whose) -> None:
    """It was sent, or thrown away: its files go, unless they went along."""
    _drop(of(whose, at))


def _drop(rows: QuerySet[UnfinishedOpinion]) -> int:
    names = uuids([row.typed.get("uuid", "") for row in rows])
    drop_files(OpinionFile.objects.filter(uuid__in=names, opinion=None))
    number, _by_model = rows.delete()
    return number


def throw_away_unfinished(*, user: User) -> None:
    """The account goes."""
    _drop(UnfinishedOpinion.objects.filter(user=user))


@transaction.atomic
def hand_over_unfinished(*, shell: User, account: User) -> None:
    """What the service desk saved for a person becomes the person's own, unless there is one of the person's already."""
    for row in UnfinishedOpinion.objects.filter(user=shell):
        same = UnfinishedOpinion.objects.filter(
            user=account, consultation_key=row.consultation_key, section=row.section, anchor=row.anchor
        )
        if same.exists():
            row.delete()
        else:
            row.user = account
            row.save(update_fields=["user"])


def purge_unfinished(*, today: date) -> int:
    """Throw away what nobody has gone on with. Returns how many."""
    return _drop(UnfinishedOpinion.objects.filter(saved_on__lt=unfinished_kept_from(today)))
