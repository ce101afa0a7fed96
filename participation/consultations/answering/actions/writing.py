"""Responses: drafted, changed, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusal import Refusal, insist

from ...actions.shared import insist_may, written
from ...models import Response
from ..rules import RESPONSE_LENGTH
from .shared import note


@transaction.atomic
def write_response(
    *, site_id: int, key: UUID, subject: Mapping[str, str], text: Mapping[str, str], user: User, now: datetime
) -> Response:
    """A draft, which may lack a language. Raises Refused and ValidationError."""
    insist_may(user, key)
    response = Response.objects.create(
        site_id=site_id,
        consultation_key=key,
        subject=written(subject, longest=120),
        text=written(text, longest=RESPONSE_LENGTH),
        created_at=now,
    )
    note(site_id, key, user, "write_response", response=str(response))
    return response


@transaction.atomic
def change_response(
    *, response: Response, subject: Mapping[str, str], text: Mapping[str, str], user: User, now: datetime
) -> Response:
    """What is published keeps every language, and the trail keeps what it said. Raises Refused and ValidationError."""
    response = Response.objects.select_for_update().get(pk=response.pk)
    insist_may(user, response.consultation_key)
    whole, before = response.published_at is not None, dict(response.text)
    response.subject = written(subject, longest=120, whole=whole)
    response.text = written(text, longest=RESPONSE_LENGTH, whole=whole)
    response.changed_at = now
    response.save()
    told = {"before": before} if whole and before != response.text else {}
    note(response.site_id, response.consultation_key, user, "change_response", response=str(response), **told)
    return response


@transaction.atomic
def drop_response(*, response: Response, user: User) -> None:
    """A draft is thrown away, and its opinions wait for another. Raises Refused."""
    response = Response.objects.select_for_update().get(pk=response.pk)
    insist_may(user, response.consultation_key)
    insist(Refusal("published", _("The response has been published.")) if response.published_at else None)
    note(response.site_id, response.consultation_key, user, "drop_response", response=str(response))
    response.delete()
