"""Rounds of a survey, compared question by question. Questions are the same by their ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from ..engine.changes import scoring_rules
from ..engine.definition import Option, Question
from ..models import SurveyPage
from .choosing import EVERYBODY
from .comparing import Compared, compared, compared_bars
from .counting import Tally
from .reading import Reading, Results, reading
from .reporting.profiles import sums, told
from .shapes import Group, Result
from .telling import Teller

MOST = 5  # rounds side by side
EXACT = 1


@dataclass(frozen=True)
class Terms:
    """How far a round is told: responses ``before`` a day, figures about at least so many people, of the questions that
    are ``open``, or of all."""

    before: date | None = None
    least: int = EXACT
    open: frozenset[str] | None = None

    def closed(self, reading: Reading) -> frozenset[str]:
        every = frozenset(question.id for question in reading.questions)
        return every - self.open if self.open is not None else frozenset()


@dataclass(frozen=True)
class Round:
    page: SurveyPage
    reading: Reading
    results: Results
    terms: Terms


@dataclass(frozen=True)
class Rounds:
    """``names``: of the rounds, oldest first."""

    names: Sequence[str]
    numbers: Sequence[int]
    compared: Sequence[Compared]


def chain(source: SurveyPage) -> list[SurveyPage]:
    """The survey and the rounds before it, oldest first. A query a round."""
    found = [source]
    while len(found) < MOST and (key := found[-1].previous_round) is not None:
        pages = SurveyPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE, translation_key=key)
        before = pages.select_related("locale").first()
        if before is None or before in found:
            break
        found.append(before)
    return found[::-1]


def rounds(source: SurveyPage, language: str, terms_of: Callable[[SurveyPage], Terms | None]) -> Rounds | None:
    """``terms_of``: ``None`` for a round that is not to be seen. ``None`` where fewer than two are left."""
    if source.previous_round is None:
        return None
    found = [one for page in chain(source) if (one := _round(page, terms_of(page))) is not None]
    if len(found) < 2 or found[-1].page.pk != source.pk:
        return None
    questions = [_compared(question, found, language) for question in found[-1].reading.questions]
    profile = _profile(found, language)
    return Rounds(
        names=_names(found, language),
        numbers=[one.results.number for one in found],
        compared=[one for one in (profile, *questions) if one is not None],
    )


def _round(page: SurveyPage, terms: Terms | None) -> Round | None:
    known = reading(page.translation_key) if terms else None
    if known is None or terms is None:
        return None
    results = known.results(terms.before)
    return Round(page, known, results, terms) if results.number >= terms.least else None


def _names(found: Sequence[Round], language: str) -> list[str]:
    """As the pages that are public in the language are called, else as their source is."""
    keys = [one.page.translation_key for one in found]
    pages = SurveyPage.objects.live().filter(translation_key__in=keys, locale__language_code=language)
    said = dict(pages.values_list("translation_key", "title"))
    titles = [str(said.get(one.page.translation_key) or one.page.title) for one in found]
    if len(set(titles)) == len(titles):
        return titles
    return [f"{one.page.title} ({place})" for place, one in enumerate(found, start=1)]


def _compared(newest: Question, found: Sequence[Round], language: str) -> Compared | None:
    return compared([_told(newest, one, language) for one in found])


def _told(newest: Question, one: Round, language: str) -> Result | None:
    """With the newest words, and only what this round asked: what it did not ask must not count as asked of nobody."""
    own = next((question for question in one.reading.questions if question.id == newest.id), None)
    if own is None or own.kind != newest.kind or own.id in one.terms.closed(one.reading):
        return None
    question = replace(
        own,
        title=newest.title,
        labels={**own.labels, **newest.labels},
        options=_reworded(own.options, newest.options),
        rows=_reworded(own.rows, newest.rows),
    )
    results = one.results
    tally = results.tallies.get(own.id, Tally())
    return Teller(question, tally, language, results.language, one.terms.least, own.id in results.to_all).result()


def _reworded(own: Sequence[Option], newest: Sequence[Option]) -> tuple[Option, ...]:
    words = {option.id: option.text for option in newest}
    return tuple(replace(option, text=words.get(option.id, option.text)) for option in own)


def _profile(found: Sequence[Round], language: str) -> Compared | None:
    """Of scored surveys; a round with other points is not compared."""
    rules = scoring_rules(found[-1].reading.newest)
    if not found[-1].reading.newest.dimensions:
        return None
    return compared_bars("profile", _("Profile"), [_bars(one, rules, language) for one in found])


def _bars(one: Round, rules: object, language: str) -> Group | None:
    if scoring_rules(one.reading.newest) != rules:
        return None
    terms = one.terms
    part = told(
        one.reading,
        sums(one.reading, terms.before, EVERYBODY),
        language,
        least=terms.least,
        closed=terms.closed(one.reading),
    )
    return replace(part.groups[0], title="") if part else None
