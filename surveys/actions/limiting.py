"""Quotas: set by staff, counted when answers are sent (`take_places`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from core.audit import record
from core.refusal import Refusal, Refused

from ..engine.definition import Definition
from ..engine.serial import from_json
from ..models import Quota, Response, Version
from ..quotas import FULL, FULL_OPTION, WHOLE, Pair, pairs_of

OPTION_FULL = Refusal("full", FULL_OPTION)


@transaction.atomic
def set_quota(*, survey_key: UUID, site_id: int, pair: Pair, most: int, actor_id: int) -> Quota:
    """Take at most so many answers; what came before counts. Sendings wait meanwhile: each has a version under its
    foreign key, and reads the quotas after that."""
    versions = {version.pk: version for version in _locked_versions(survey_key)}
    question, option = pair
    quota, _made = Quota.objects.update_or_create(
        survey_key=survey_key,
        question=question,
        option=option,
        defaults={"site_id": site_id, "most": most, "taken": _taken(survey_key, pair, versions)},
    )
    _record(quota, actor_id, "set_quota")
    return quota


def _locked_versions(survey_key: UUID) -> list[Version]:
    return list(Version.objects.select_for_update().filter(survey_key=survey_key))


def _taken(survey_key: UUID, pair: Pair, versions: Mapping[int, Version]) -> int:
    rows = Response.objects.filter(survey_key=survey_key)
    if pair == WHOLE:
        return rows.count()
    asked = {pk: from_json(version.definition) for pk, version in versions.items()}
    found = rows.values_list("version_id", "answers").iterator(1000)
    return sum(pair in pairs_of(asked[version], answers) for version, answers in found)


@transaction.atomic
def drop_quota(*, quota: Quota, actor_id: int) -> None:
    _record(quota, actor_id, "drop_quota")
    quota.delete()


def take_places(
    *, survey_key: UUID, definition: Definition, answers: Mapping[str, Any], before: set[Pair], forced: bool
) -> None:
    """Count a response that has just been written to its quotas. ``before``: what it counted to until now; ``forced``:
    a full quota takes it too, as it does a paper that has come. Of two who want the last place one gets it: the row
    itself decides. Raises Refused."""
    now = pairs_of(definition, answers)
    for quota in Quota.objects.filter(survey_key=survey_key).order_by("pk"):
        if quota.pair in now - before and not _take(quota, forced=forced):
            raise Refused(FULL if quota.pair == WHOLE else OPTION_FULL)
        if quota.pair in before - now:
            Quota.objects.filter(pk=quota.pk, taken__gt=0).update(taken=F("taken") - 1)


def _take(quota: Quota, *, forced: bool) -> bool:
    rows = Quota.objects.filter(pk=quota.pk)
    rows = rows if forced else rows.filter(taken__lt=F("most"))
    return bool(rows.update(taken=F("taken") + 1))


def _record(quota: Quota, actor_id: int, verb: str) -> None:
    record(
        site_id=quota.site_id,
        actor_id=actor_id,
        verb=f"survey.{verb}",
        kind="survey",
        key=quota.survey_key,
        most=quota.most,
        question=quota.question,
        option=quota.option,
    )
