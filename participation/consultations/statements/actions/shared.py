"""What the actions share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.refusal import Refusal, insist

from ...models import ConsultationPage, Invitation, InvitationLetter, Opinion, OpinionHandling


def note_party(invitation: Invitation, user: User | None, verb: str, **detail: Any) -> None:
    """The row «consultation.…» of the audit trail, which names the organisation."""
    audit.record(
        site_id=invitation.site_id,
        actor_id=user.pk if user else None,
        verb=f"consultation.{verb}",
        kind="consultation",
        key=invitation.consultation_key,
        party=invitation.organisation,
        **detail,
    )


def note_statement(opinion: Opinion, user: User | None, verb: str) -> None:
    """The row «opinion.…» of the audit trail."""
    audit.record(
        site_id=opinion.site_id,
        actor_id=user.pk if user else None,
        verb=f"opinion.{verb}",
        kind="opinion",
        key=opinion.key,
        consultation=str(opinion.consultation_key),
    )


def put_letter(invitation: Invitation, what: str, now: datetime) -> None:
    """The next mail to the party; nothing where it has no address."""
    put_letters([invitation], what, now)


def put_letters(invitations: Sequence[Invitation], what: str, now: datetime) -> int:
    """The next mail to each that has an address; returns how many. Two queries."""
    reached = [one for one in invitations if one.email]
    letters = InvitationLetter.objects.filter(invitation__in=reached).order_by()
    last = dict(letters.values_list("invitation").annotate(Max("number")))
    InvitationLetter.objects.bulk_create(
        InvitationLetter(invitation=one, number=last.get(one.pk, -1) + 1, what=what, made_at=now, next_at=now)
        for one in reached
    )
    return len(reached)


def locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def ruling(invitation: Invitation) -> ConsultationPage:
    """The published source as it is at this moment. Raises Refused when it is gone."""
    pages = ConsultationPage.objects.filter(
        translation_key=invitation.consultation_key, locale__language_code=settings.LANGUAGE_CODE, live=True
    )
    page = pages.defer_streamfields().first()
    insist(None if page else Refusal("gone", _("The consultation is no longer here.")))
    assert page is not None
    return page


def is_answered(invitation: Invitation) -> bool:
    """Whether the municipality has published what it says to the statement."""
    if invitation.given_id is None:
        return False
    return OpinionHandling.objects.published().filter(opinion=invitation.given_id).exists()
