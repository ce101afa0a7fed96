"""Staff give themes to answers that are texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from core.audit import record
from core.text import tidy_line

from ..models import AnswerTheme, Response, ThemedAnswer


@transaction.atomic
def add_theme(*, site_id: int, survey_key: UUID, question: str, name: str, actor: Any) -> AnswerTheme:
    """Raises ValidationError for a name that is empty, too long or there already."""
    theme = AnswerTheme(site_id=site_id, survey_key=survey_key, question=question, name=tidy_line(name))
    theme.full_clean()
    theme.save()
    _record(theme, "add_theme", actor)
    return theme


@transaction.atomic
def drop_theme(*, theme: AnswerTheme, actor: Any) -> None:
    """The answers stay; that they were about it goes."""
    _record(theme, "drop_theme", actor)
    theme.delete()


@transaction.atomic
def give_themes(
    *, site_id: int, survey_key: UUID, question: str, chosen: Mapping[int, Collection[int]], actor: Any
) -> int:
    """``chosen``: ids of all themes that an answer is about, by the key of its response. What is not of this survey and
    question is passed over. Returns how many answers changed."""
    known = set(AnswerTheme.objects.filter(survey_key=survey_key, question=question).values_list("pk", flat=True))
    there = set(Response.objects.filter(survey_key=survey_key, pk__in=chosen).values_list("pk", flat=True))
    held = ThemedAnswer.objects.filter(theme__in=known, response__in=there)
    before = set(held.values_list("response_id", "theme_id"))
    after = {(response, theme) for response in there for theme in known.intersection(chosen[response])}
    gone = [row.pk for row in held if (row.response_id, row.theme_id) not in after]
    ThemedAnswer.objects.filter(pk__in=gone).delete()
    ThemedAnswer.objects.bulk_create(
        (ThemedAnswer(response_id=response, theme_id=theme) for response, theme in sorted(after - before)),
        ignore_conflicts=True,
    )
    changed = len({response for response, _theme in before ^ after})
    if changed:
        record(
            site_id=site_id, actor_id=actor.pk, verb="survey.give_themes", kind="survey", key=survey_key, number=changed
        )
    return changed


def _record(theme: AnswerTheme, verb: str, actor: Any) -> None:
    record(
        site_id=theme.site_id,
        actor_id=actor.pk,
        verb=f"survey.{verb}",
        kind="survey",
        key=theme.survey_key,
        theme=theme.name,
    )
