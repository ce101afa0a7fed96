"""A whole file, batch after batch: a trial that counts, or the import itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import IO, Any
from uuid import UUID

from accounts.models import User
from municipality.areas import Locator

from .. import actions
from ..models import Import
from .rules import COLUMNS, REQUIRED, Ground, Problem, Sound, judge
from .sheet import Row, Sheet, SheetError

BATCH = 200  # rows of a transaction: nobody else waits for long
SAMPLE = 5

Progress = Callable[[int, int], None]
Refuse = Callable[[Sequence[Problem]], None]


@dataclass
class Summary:
    """What has become of the rows. ``sample``: how the first that are added look."""

    added: int = 0
    known: int = 0
    refused: int = 0
    encoding: str = ""
    separator: str = ""
    unknown: list[str] = field(default_factory=list)
    sample: list[Sound] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.added + self.known + self.refused


def run(
    stream: IO[bytes],
    *,
    intake: Import,
    ground: Ground,
    user: User | None,
    dry: bool = False,
    begin: Callable[[], None] | None = None,
    progress: Progress | None = None,
    refuse: Refuse | None = None,
) -> Summary:
    """Read, judge and take in every row. ``begin`` is called before the first batch, so not for a file that cannot be
    read; ``progress(line, lines)`` after each; ``refuse(problems)`` gets what is wrong with some rows, in their order.
    Raises SheetError, and Refused."""
    sheet = Sheet(stream, known=COLUMNS, required=REQUIRED)
    encoding, separator = sheet.survey.encoding, sheet.separator
    summary = Summary(encoding=encoding, separator=separator, unknown=sheet.unknown)
    areas = Locator(intake.site_id)
    seen: set[UUID] = set()  # of a trial: nothing is written that would tell
    for number, batch in enumerate(_batches(sheet.rows())):
        if begin and not number:
            begin()
        sound, problems = _judged(batch, ground)
        if dry:
            fresh = [row for row in sound if row.key not in seen]
            summary.known += len(sound) - len(fresh)
            seen.update(row.key for row in fresh)
            sound = fresh
        taken = actions.take_in(intake=intake, rows=sound, areas=areas, user=user, dry=dry)
        summary.added += taken.added
        summary.known += taken.known
        summary.refused += len({problem.line for problem in problems})
        summary.sample += sound[: SAMPLE - len(summary.sample)]
        if refuse and problems:
            refuse(problems)
        if progress:
            progress(sheet.line, sheet.survey.lines)
    if not summary.rows:
        raise SheetError("no_rows")
    return summary


def _judged(rows: Iterable[Row], ground: Ground) -> tuple[list[Sound], list[Problem]]:
    sound: list[Sound] = []
    problems: list[Problem] = []
    for row in rows:
        if row.broken:
            problems.append(Problem(line=row.line, column="", code=row.broken, params=row.params))
            continue
        verdict = judge(row.line, row.values, ground)
        if isinstance(verdict, Sound):
            sound.append(verdict)
        else:
            problems += verdict
    return sound, problems


def _batches(rows: Iterable[Row]) -> Iterable[list[Row]]:
    numbered = enumerate(rows)
    return ([row for _number, row in group] for _key, group in groupby(numbered, lambda pair: pair[0] // BATCH))


def by_line(problems: Iterable[Any]) -> Iterable[tuple[int, list[Any]]]:
    """What is wrong with each row."""
    return ((line, list(group)) for line, group in groupby(problems, lambda problem: problem.line))
