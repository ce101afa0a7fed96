"""What publishing a consultation leaves in the trail."""

from __future__ import annotations

from django.db import transaction

from core import audit

from ..models import ConsultationPage


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
