"""Answers that are texts, and words beside other answers: read, searched, with the themes that staff gave them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KeyTransform

from ..engine.definition import Question
from ..models import AnswerTheme, Response, ThemedAnswer
from .choosing import Selection, chose
from .keeping import responses
from .reading import BATCH, Reading
from .wording import Asked, commonest

KINDS = ("short_text", "long_text")
BESIDE = {"choice": "other", "choices": "other", "place": "words", "route": "words"}  # where an answer holds words
WITHOUT = 0  # no theme yet
COUNTED = 5_000  # texts whose words are counted; by their random keys, so that they are a sample of more
MOST_WORDS = 30


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which texts of a question: those of a selection, with words, about a theme (its id, or `WITHOUT`)."""

    selection: Selection
    before: date | None = None
    query: str = ""
    theme: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    key: int
    text: str
    language: str
    themes: frozenset[int] = frozenset()


def has_words(question: Question) -> bool:
    """Whether answers to it are texts, or hold words of the respondent's own."""
    if question.kind in ("choice", "choices"):
        return any(option.other for option in question.options)
    return question.kind in KINDS or question.kind in BESIDE


class Texts:
    """Of one question that has words."""

    def __init__(self, reading: Reading, question: Question, wanted: Wanted) -> None:
        self.reading, self.question, self.wanted = reading, question.id, wanted
        self._beside = BESIDE.get(question.kind)

    @property
    def rows(self) -> QuerySet[Response]:
        """Without what was chosen and searched. The order is that of the random keys."""
        found = responses(self.reading.key, self.wanted.before, self.wanted.selection)
        found = found.filter(answers__has_key=self.question).order_by("pk")
        if self._beside:
            found = found.filter(**{f"answers__{self.question}__has_key": self._beside})
            found = found.exclude(**{f"answers__{self.question}__{self._beside}": ""})
        if self.wanted.theme == WITHOUT:
            return found.exclude(themed__theme__question=self.question)
        return found.filter(themed__theme=self.wanted.theme) if self.wanted.theme else found

    def keys(self) -> Sequence[int] | QuerySet[Response, int]:
        """Of all that are wanted: a page of them is cut out of it."""
        if not (self.wanted.query or self.wanted.selection.chosen):
            return self.rows.values_list("pk", flat=True)
        return [key for key, _text, _language in self._walk()]

    def shown(self, keys: Sequence[int]) -> list[Answer]:
        """Two queries."""
        themes: dict[int, set[int]] = defaultdict(set)
        held = ThemedAnswer.objects.filter(response__in=keys, theme__question=self.question)
        for response, theme in held.values_list("response_id", "theme_id"):
            themes[response].add(theme)
        rows = self._told(Response.objects.filter(pk__in=keys).order_by("pk"))
        return [
            Answer(key=key, text=text, language=language, themes=frozenset(themes[key])) for key, text, language in rows
        ]

    def words(self) -> list[tuple[str, int]]:
        """The commonest; remembered where nothing is searched for and themes, which change, do not matter."""

        def count() -> list[Any]:
            texts = ((text, language) for _key, text, language in islice(self._walk(), COUNTED))
            return [list(pair) for pair in commonest(texts, MOST_WORDS)]

        wanted = self.wanted
        if wanted.query or wanted.theme is not None:
            found = count()
        else:
            found = self.reading.remembered(f"words of {self.question}", wanted.before, wanted.selection, count)
        return [(word, number) for word, number in found]

    def _walk(self) -> Iterator[tuple[int, str, str]]:
        by_id = {question.id: question for question in self.reading.questions}
        asked, chosen = Asked(self.wanted.query), self.wanted.selection.chosen
        keys = list(self.rows.values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            batch = Response.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk")
            left = set(keys[start : start + BATCH])
            if chosen is not None:
                rows = batch.values_list("pk", "answers")
                left = {key for key, answers in rows if chose(by_id, answers, chosen)}
            for key, text, language in self._told(batch):
                if key in left and asked.fits(text, language):
                    yield key, text, language

    def _told(self, rows: QuerySet[Response]) -> Iterator[tuple[int, str, str]]:
        said: Any = KeyTransform(self.question, "answers")
        said = KeyTransform(self._beside, said) if self._beside else said
        for key, words, language in rows.annotate(said=said).values_list("pk", "said", "language"):
            yield key, "; ".join(words.values()) if isinstance(words, dict) else words or "", language


def themes_of(reading: Reading, question: str) -> list[AnswerTheme]:
    """With how many answers each is about (``number``). One query."""
    found = AnswerTheme.objects.filter(survey_key=reading.key, question=question)
    return list(found.annotate(number=Count("answers")))
