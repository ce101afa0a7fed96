"""A survey's answers as files, row by row in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.desk.tables import Sheet, csv_lines, write_xlsx

from .choosing import EVERYBODY, Selection
from .counting import Tallies, Tally
from .extras import Extras
from .places import collection, drawn, features
from .reading import Reading
from .shapes import Result
from .syntax import syntax
from .tabling import DAY, LANGUAGE, Table, Told

Progress = Callable[[int], None]
FORMS = {
    "xlsx": gettext_lazy("Workbook (XLSX): answers, code book and summary"),
    "csv": gettext_lazy("Table with words (CSV)"),
    "codes": gettext_lazy("Table with numbers (CSV)"),
    "sps": gettext_lazy("Code book for SPSS (reads the table with numbers)"),
    "geojson": gettext_lazy("Places (GeoJSON)"),
}
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "codes": "text/csv; charset=utf-8",
    "sps": "text/plain; charset=utf-8",
    "geojson": "application/geo+json",
}


@dataclass(frozen=True)
class Export:
    """Of the responses that a selection leaves, told in ``language``; ``before``: of earlier days only."""

    reading: Reading
    language: str
    before: date | None = None
    selection: Selection = EVERYBODY

    @cached_property
    def _table(self) -> Table:
        return Table(self.reading.questions, self.language, self.reading.newest.language)

    @cached_property
    def _extras(self) -> Extras:
        return Extras(self.reading, self._table)

    @property
    def _variables(self) -> list[Told]:
        return [*self._table.variables, *self._extras.variables]

    def write(self, form: str, path: Path, name: str, progress: Progress | None = None) -> None:
        """``name``: that of the files without their ending. ``progress`` is told how many responses are written."""
        if form == "xlsx":
            write_xlsx(str(path), [self._answers(codes=False), self._book(), self._summary()], progress=progress)
        elif form == "geojson":
            _write(path, self._places(progress))
        elif form == "sps":
            lines = syntax(self._variables, file_name(name, "codes"), self.language, self._table.source)
            _write(path, (f"{line}\n" for line in lines))
        else:
            with path.open("wb") as file:
                file.writelines(csv_lines(self._answers(codes=form == "codes"), progress=progress))

    def _answers(self, *, codes: bool) -> Sheet:
        table, extras = self._table, self._extras
        names = [DAY, LANGUAGE, *(variable.name for variable in self._variables)]
        headings = [*table.headings(), *(extra.title for extra in extras.variables)]

        def rows() -> Iterator[list[Any]]:
            for row, more in extras.beside(self.reading.rows(self.before, self.selection), codes=codes):
                yield [row.day, row.language, *table.cells(row.asked, row.answers, codes=codes), *more]

        return Sheet(title=_("Answers"), headings=names if codes else headings, rows=rows())

    def _book(self) -> Sheet:
        """A row for each number that means something, and one for each variable without any."""

        def rows() -> Iterator[list[Any]]:
            for one in self._variables:
                about = [one.name, one.label(self.language, self._table.source), one.kind]
                meanings: dict[Any, str] = one.meanings(self.language, self._table.source) or {None: ""}
                yield from ([*about, number, meanings[number]] for number in sorted(meanings))

        headings = [_("Variable"), _("Question"), _("Type"), _("Number"), _("Meaning")]
        return Sheet(title=_("Code book"), headings=headings, rows=rows())

    def _summary(self) -> Sheet:
        found = self.reading.results(self.before, self.selection)
        headings = [_("Question"), _("Part"), _("Answer"), _("Number"), _("Result")]
        rows = (row for result in found.told(self.language, 1) for row in _lines(result, found.tallies))
        return Sheet(title=_("Summary"), headings=headings, rows=rows)

    def _places(self, progress: Progress | None) -> Iterator[str]:
        questions = drawn(self.reading.questions)

        def found() -> Iterator[dict[str, Any]]:
            for number, row in enumerate(self.reading.rows(self.before, self.selection), 1):
                yield from features(questions, row.answers, self.language)
                if progress:
                    progress(number)

        return collection(found())


def _lines(result: Result, tallies: Tallies) -> Iterator[list[Any]]:
    about, tally = [result.title, ""], tallies.get(result.id, Tally())
    yield [*about, _("Answered"), tally.answered, ""]
    yield [*about, _("Asked, did not answer"), tally.asked - tally.answered, ""]
    yield from ([*about, str(name), None, value] for name, value in result.stats)
    for group in result.groups:
        yield from ([result.title, group.title, one.label, one.number, one.said] for one in group.figures)


def file_name(name: str, form: str) -> str:
    return f"{name}-{form}.csv" if form == "codes" else f"{name}.{form}"


def _write(path: Path, parts: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(parts)
