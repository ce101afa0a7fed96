"""What publishing a consultation leaves in the trail."""

from __future__ import annotations

from django.db import transaction

from core import audit

from ..models import Announced, ConsultationPage


def announce(*, page: ConsultationPage) -> None:
    """The times of a source that has just been published hold from now on (`rules.why_not_move`)."""
    times = {"opens_at": page.opens_at, "closes_at": page.closes_at}
    Announced.objects.update_or_create(page=page, defaults=times)


@transaction.atomic
def note_one_language(*, page: ConsultationPage, actor_id: int | None, reason: str, lacking: list[str]) -> None:
    """It was published without a language, for the reason that its editor gave (Kielilaki)."""
    site = page.get_site()
    audit.record(
        site_id=site.pk if site else None,
        actor_id=actor_id,
        verb="consultation.one_language",
        kind="consultation",
        key=page.translation_key,
        reason=reason,
        lacking=lacking,
    )
