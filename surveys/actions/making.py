"""A version comes to be when a survey is published."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.audit import record

from ..engine.changes import compare, heaviest
from ..engine.serial import from_json, to_json
from ..making import published, site_of
from ..models import Draft, Response, Version


@transaction.atomic
def freeze(*, survey_key: UUID, actor_id: int | None, now: datetime) -> Version | None:
    """Keep what the published page asks as the newest version. What nobody has answered yet is written over; what has
    answers stays as it is, and the change begins a version of its own. Returns the newest version, ``None`` for a page
    that is not public."""
    source, definition = published(survey_key)
    site = site_of(source)
    if source is None or definition is None or site is None:
        return None
    newest = Version.objects.select_for_update().filter(survey_key=survey_key).order_by("-number").first()
    changes = compare(from_json(newest.definition), definition) if newest else []
    if newest is not None and not changes:
        return newest
    if newest is not None and not Response.objects.filter(version=newest).exists():
        newest.definition, newest.made_at = to_json(definition), now
        newest.save()
    else:
        newest = Version.objects.create(
            site=site,
            survey_key=survey_key,
            number=newest.number + 1 if newest else 1,
            definition=to_json(definition),
            weight=heaviest(changes) or "",
            made_at=now,
        )
        Draft.objects.filter(version__survey_key=survey_key).update(version=newest)
    record(
        site_id=site.pk,
        actor_id=actor_id,
        verb="survey.freeze",
        kind="survey",
        key=survey_key,
        number=newest.number,
        weight=newest.weight,
    )
    return newest
