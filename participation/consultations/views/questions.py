"""The questions of a section on the form of an opinion: filled in beside it, told of together, sent together. Each is kept
on its own: nothing ties an answer to an opinion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.present import Said
from surveys.queries import survey_of
from surveys.views.alongside import Alongside, begun, in_words

from ..asking import Asked, asked_in, surveys_in
from ..forms import OpinionForm
from ..models import UnfinishedOpinion
from ..queries import Consultation

LOST = _(
    "Your answers to the questions were not taken: the questions have closed or changed, or this browser has answered "
    "already. You can send the rest."
)


@dataclass(frozen=True)
class Together:
    """What is wrong in both, for one summary."""

    form: OpinionForm
    beside: Alongside | None

    def __iter__(self) -> Iterator[Any]:
        return chain(self.form, self.beside.sheet if self.beside else ())

    @property
    def errors(self) -> Mapping[str, Sequence[Any]]:
        return {**self.form.errors, **(self.beside.sheet.errors if self.beside else {})}

    @property
    def non_field_errors(self) -> Sequence[Any]:
        return self.form.non_field_errors()


def blocks_of(found: Consultation, section: str) -> list[Any]:
    return [block for block in found.page.sections if section and block.id == section]


def asked_of_section(found: Consultation, section: str) -> list[Asked]:
    """Its questions that can be answered now, beside what is written."""
    return [one for one in asked_in(blocks_of(found, section), timezone.now()).get(section, []) if one.is_open]


def beside_opinion(request: HttpRequest, asked: list[Asked], kept: UnfinishedOpinion | None) -> Alongside | None:
    """Of a section that asks one survey which fits on the form; otherwise its questions have pages of their own."""
    survey = survey_of(asked[0].page) if len(asked) == 1 else None
    return begun(request, survey, kept.typed.get("answers", "") if kept else "") if survey else None


def given_back(request: HttpRequest, found: Consultation, section: str, kept: UnfinishedOpinion | None) -> list[Said]:
    """What was answered on a form that no longer asks, in words to copy."""
    keys = surveys_in(blocks_of(found, section)).get(section, [])
    return in_words(request, keys, kept.typed.get("answers", "") if kept else "") if keys else []
