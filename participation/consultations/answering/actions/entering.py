"""An opinion that came on paper or by e-mail, entered by staff."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from core.refusal import insist
from municipality.areas import area_at

from ... import publicity, telling
from ...actions.files import settle_files, waits_with_files
from ...actions.sending import Written, keep_contact
from ...actions.sending import note as note_opinion
from ...actions.shared import insist_may
from ...geometry import middle
from ...models import ConsultationPage, Opinion
from ...rules import Naming, lacks
from ..rules import Way, why_not_enter


@transaction.atomic
def enter(
    *,
    page: ConsultationPage,
    site_id: int,
    uuid: UUID,
    written: Written,
    way: Way,
    arrived_on: date,
    language: str,
    user: User,
    now: datetime,
    section: str = "",
) -> Opinion:
    """Also after closing, if it arrived in time, with the files that wait under its ``uuid``; the same ``uuid`` twice makes
    one. Raises Refused."""
    insist_may(user, page.translation_key)
    if known := Opinion.objects.filter(uuid=uuid, consultation_key=page.translation_key).first():
        return known
    terms = page.terms
    insist(
        why_not_enter(
            kind=terms.kind,
            opens_at=terms.opens_at,
            closes_at=terms.closes_at,
            arrived_on=arrived_on,
            today=localdate(now),
        )
    )
    address = written.street or written.email
    has_content = bool(written.body or written.place) or waits_with_files(page.translation_key, uuid)
    found = lacks(terms, has_content=has_content, name=written.full_name, address=address)
    insist(next(iter(found.values()), None))
    opinion, created = Opinion.objects.get_or_create(
        uuid=uuid,
        defaults={
            "site_id": site_id,
            "consultation_key": page.translation_key,
            "section": section,
            "noun": terms.noun,
            "via": way,
            "arrived_on": arrived_on,
            "language": language,
            "naming": written.naming,
            "name": "" if written.naming == Naming.HIDDEN else written.name,
            "organisation": written.organisation,
            "body": written.body,
            "area": area_at(site_id, *middle(written.place)),
            "created_at": now,
        },
    )
    if not created:  # by the same form in another request
        return opinion
    settle_files(opinion=opinion)
    keep_contact(opinion, written)
    publicity.renew(opinion)
    telling.published(opinion, now)
    note_opinion(opinion, user, "enter")
    return opinion
