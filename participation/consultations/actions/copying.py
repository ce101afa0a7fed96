"""A consultation made of an earlier one, or opened again as its new round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Page

from core import audit
from core.copying.pages import as_saved, copy_in_languages

from ..models import ConsultationPage


@transaction.atomic
def copy_consultation(
    *, page: ConsultationPage, titles: Mapping[str, str], parent: Page, as_round: bool, user: Any
) -> ConsultationPage:
    """A draft below ``parent`` of what the consultation's source was when last saved: its sections in every language,
    nothing of what was sent, answered or decided. Raises PermissionDenied."""
    source = next(one for one in as_saved(ConsultationPage, page.translation_key) if one.locale_id == page.locale_id)
    made = copy_in_languages(
        page=page,
        titles=titles,
        parent=parent,
        previous_round=page.translation_key if as_round else None,
        fields={
            "sections": [block for block in source.sections.raw_data if block["type"] != "report"],
            "decisions": [],
        },
        user=user,
    )
    site = made.get_site()
    audit.record(
        site_id=site.pk if site else None,
        actor_id=user.pk,
        verb="consultation.new_round" if as_round else "consultation.copy",
        kind="consultation",
        key=made.translation_key,
        source=str(page.translation_key),
    )
    return made
