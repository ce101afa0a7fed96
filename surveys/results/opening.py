"""The public results as open data: the figures of the page of results, and nothing else, for programs
(docs/decisions/0025-open-data-of-surveys.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.desk.tables import Sheet
from core.maps import Tile

from ..engine.definition import Question
from ..engine.kinds import kind_of
from ..engine.texts import Text
from .public import PublicResults
from .shapes import Figure, Result

LICENCE, LICENCE_NAME = "https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"
COLUMNS = {
    "number": gettext_lazy("The number of the question among the public ones."),
    "question_id": gettext_lazy("An identifier of the question, the same in every language."),
    "short_name": gettext_lazy("What the municipality calls the question, if anything."),
    "question": gettext_lazy("The question in words."),
    "part": gettext_lazy("The row of a table of questions, or the name of a figure such as a mean."),
    "answer": gettext_lazy("The alternative in words."),
    "count": gettext_lazy("How many chose it. Empty where only shares are told or the figure is kept back."),
    "percent": gettext_lazy("Their share of those who answered, in whole per cents."),
    "value": gettext_lazy("The figure as the page of results says it."),
    "kept_back": gettext_lazy("1 where the figure is kept back so that nobody can be picked out, else 0."),
    "west": gettext_lazy("Of a square of the map, its western edge, in degrees (WGS 84). So are the next three."),
    "south": gettext_lazy("Its southern edge."),
    "east": gettext_lazy("Its eastern edge."),
    "north": gettext_lazy("Its northern edge."),
}
NO_SQUARE = [None] * 4
NO_SHARES = frozenset({"ranking"})  # whose bars are no shares; nor are those of histograms


@dataclass(frozen=True, kw_only=True)
class About:
    """What a catalogue of data is told of the survey."""

    titles: Text
    summaries: Text
    publisher: Text
    page_url: str
    csv_url: str
    language: str
    issued: date
    modified: date


def sheet(found: PublicResults, questions: Sequence[Question]) -> Sheet:
    """A row for each figure."""
    codes = {question.id: question.code for question in questions}
    rows = (row for number, one in _numbered(found) for row in _rows(number, one, codes.get(one.id, "")))
    return Sheet(title=_("Results"), headings=list(COLUMNS), rows=rows)


def _rows(number: int, result: Result, code: str) -> Iterator[list[Any]]:
    about = [number, result.id, code, result.title]
    for name, value in result.stats:
        yield [*about, str(name), "", None, None, value, 0, *NO_SQUARE]
    for group in result.groups:
        for figure in group.figures:
            yield [
                *about,
                group.title,
                figure.label,
                *_figures(figure, is_share=not (group.is_histogram or result.kind in NO_SHARES)),
                *NO_SQUARE,
            ]
    for tile in _squares(result):
        yield [*about, _("Square of the map"), "", None, None, tile.label, 0, *tile.box.edges]


def _squares(result: Result) -> Sequence[Tile]:
    """Those of the page, in the order of their places: another would tell which of two is darker within one step."""
    return sorted(result.heat.tiles, key=lambda tile: tile.box.edges) if result.heat else ()


def _figures(figure: Figure, *, is_share: bool) -> list[Any]:
    if not figure.said:
        return [None, None, "", 1]
    return [figure.number, figure.width if is_share else None, figure.said, 0]


def description(found: PublicResults, questions: Sequence[Question], about: About) -> Mapping[str, Any]:
    """The data in words, as DCAT 3 (W3C) has it in JSON-LD, and a dictionary of it."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@type": "dcat:Dataset",
        "@id": about.page_url,
        "dct:title": _in_languages(about.titles),
        "dct:description": _in_languages(about.summaries),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": _in_languages(about.publisher)},
        "dct:license": {"@id": LICENCE},
        "dct:issued": about.issued.isoformat(),
        "dct:modified": about.modified.isoformat(),
        "dct:language": about.language,
        "dcat:landingPage": {"@id": about.page_url},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": about.csv_url},
                "dcat:mediaType": "text/csv",
                "dct:license": {"@id": LICENCE},
            }
        ],
        "responses": found.number,
        "least": found.least,
        "columns": {name: str(words) for name, words in COLUMNS.items()},
        "questions": _dictionary(found, questions),
    }


def _numbered(found: PublicResults) -> Iterator[tuple[int, Result]]:
    """Without answers in words, of which there are no figures."""
    return enumerate((one for one in found.shown if not one.is_text), 1)


def _dictionary(found: PublicResults, questions: Sequence[Question]) -> list[Mapping[str, Any]]:
    by_id = {question.id: question for question in questions}
    return [_question(number, result, by_id[result.id]) for number, result in _numbered(found)]


def _question(number: int, result: Result, question: Question) -> Mapping[str, Any]:
    return {
        "number": number,
        "question_id": question.id,
        "short_name": question.code,
        "question": dict(question.title),
        "type": str(kind_of(question.kind).label),
        "answers": [dict(option.text) for option in question.options],
        "parts": [dict(row.text) for row in question.rows],
        "answered": result.answered,
        "not_answered": result.unanswered,
    }


def _in_languages(text: Text) -> list[Mapping[str, str]]:
    return [{"@value": words, "@language": code} for code, words in text.items() if words]
