"""A survey's questions on a form of something else, and sent with it: those that fit on one page and need nothing more."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from core.text import tidy_line

from .. import actions, queries
from ..engine.definition import Question
from ..engine.flow import Walk, walk
from ..engine.kinds import Typed
from ..engine.kinds.base import words_of
from ..engine.serial import from_json
from ..posted import ASKED, typed_in
from ..present import Said, Sheet, Teller, said, sheet
from ..queries import Survey
from ..quotas import WHOLE, Pair, judged
from ..rules import Audience
from .beginning import has_answered
from .shared import remember

FIELDS = "q-"  # what the names of its fields begin with


@dataclass(frozen=True, kw_only=True)
class Alongside:
    """``typed``: what stands in its fields; ``is_sent``: it came with a form, so that what is wrong is told."""

    survey: Survey
    full: frozenset[Pair]
    seed: str
    typed: Mapping[str, Typed]
    is_sent: bool = False

    @cached_property
    def walked(self) -> Walk:
        return judged(walk(self.survey.definition, self.typed), self.survey.definition, self.full)

    @property
    def is_answered(self) -> bool:
        """Whether anything was filled in."""
        return any(one.strip() for parts in self.typed.values() for sent in parts.values() for one in sent)

    @property
    def brings_more(self) -> bool:
        """Whether what was answered brought questions that have not been shown yet."""
        return self.is_sent and not set(self.walked.leaves[0].ids()) <= set(self.typed)

    @property
    def is_whole(self) -> bool:
        """Whether it can be sent."""
        return not self.walked.wrong and not self.brings_more

    @cached_property
    def sheet(self) -> Sheet:
        tell = Teller(definition=self.survey.definition, walked=self.walked, language=self.survey.language)
        wrong = self.walked.wrong if self.is_sent and self.is_answered else {}
        told = {name: said for name, said in wrong.items() if name in self.typed}
        return sheet(self.walked.leaves[0], tell, self.typed, seed=self.seed, wrong=told, full=self.full)

    @property
    def kept(self) -> str:
        """What stands in its fields, to go on with later; `begun` reads it."""
        return json.dumps(self.typed, ensure_ascii=False) if self.is_answered else ""

    def send(self, now: datetime) -> None:
        """Once, however often the form is sent. Raises Refused."""
        survey = self.survey
        actions.answer(
            version=survey.version,
            terms=survey.terms,
            answers=self.typed,
            language=survey.language,
            seed=self.seed,
            now=now,
        )

    def remember(self, request: HttpRequest, response: HttpResponse) -> None:
        """That this browser has answered, where each answers once."""
        remember(request, response, self.survey)


def begun(request: HttpRequest, survey: Survey, kept: str = "") -> Alongside | None:
    """The questions as the reader finds or sends them; ``None`` of a survey that is answered on pages of its own, or no
    more by this reader, or when other questions were answered than are asked now. ``kept``: what was filled in earlier."""
    terms, definition = survey.terms, survey.definition
    needs_more = terms.audience != Audience.ANYONE or terms.may_edit or definition.dimensions or survey.takes_files
    if needs_more or len(definition.pages) != 1 or terms.state(timezone.now()) != "now":
        return None
    leaves, full = walk(definition, {}).leaves, queries.full(survey)
    if not leaves or WHOLE in full or has_answered(survey, request):
        return None
    questions = leaves[0].page.questions
    changed = bool(set(request.POST.get(ASKED, "").split()) - {question.id for question in questions})
    if changed and was_filled_in(request):
        return None
    if request.method == "POST" and ASKED in request.POST and not changed:
        seed = tidy_line(request.POST.get("seed", ""))[:32]
        typed = typed_in(questions, request.POST)
        return Alongside(survey=survey, full=full, seed=seed, typed=typed, is_sent=True)
    return Alongside(survey=survey, full=full, seed=secrets.token_hex(8), typed=_read(kept))


def was_filled_in(request: HttpRequest) -> bool:
    """Whether a form brought answers, whatever survey asked."""
    return any(name.startswith(FIELDS) and str(value).strip() for name, value in request.POST.items())


def in_words(request: HttpRequest, keys: Collection[UUID], kept: str = "") -> list[Said]:
    """What a form brought, or what is ``kept`` of it, to be copied where it is taken no more: each question of these
    surveys that was answered, as the review says it, and what was no sound answer as it was typed. One query."""
    shown = request.POST.get(ASKED, "").split() if was_filled_in(request) else list(_read(kept))
    version = queries.version_that_asked(keys, shown) if shown else None
    if version is None:
        return []
    definition = from_json(version.definition)
    typed = typed_in(list(definition.questions()), request.POST) if was_filled_in(request) else _read(kept)
    language = get_language() or definition.language
    tell = Teller(definition=definition, walked=walk(definition, typed), language=language)
    told = []
    for leaf, _title, found in said(tell):
        asked = (one.question for one in leaf.asked if one.question.id in tell.numbers())
        for question, one in zip(asked, found, strict=True):
            answers = one.answers or list(_as_typed(question, typed.get(question.id, {}), language))
            told += [replace(one, answers=answers)] if answers else []
    return told


def _as_typed(question: Question, typed: Typed, language: str) -> Iterator[str]:
    """With the words of what was chosen, and of the row or the option that a field stood at."""
    known = (*question.options, *question.rows)
    for part, sent in typed.items():
        place = words_of(known, part, language) if any(one.id == part for one in known) else ""
        for one in sent:
            if one.strip():
                yield f"{place}: {words_of(known, one, language)}" if place else words_of(known, one, language)


def _read(kept: str) -> dict[str, Typed]:
    try:
        found = json.loads(kept or "{}")
        return {
            str(question): {str(part): [str(one) for one in sent] for part, sent in parts.items()}
            for question, parts in found.items()
        }
    except (ValueError, AttributeError, TypeError, RecursionError):
        return {}
