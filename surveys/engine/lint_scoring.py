"""What is wrong with points, dimensions and levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from .definition import Definition, Question
from .dimensions import Dimension, Level
from .finding import Finding
from .kinds import SINGLE
from .scoring import gives_points
from .texts import say


def scoring_findings(definition: Definition) -> Iterator[Finding]:
    for dimension in definition.dimensions:
        name = say(dimension.name, definition.language) or dimension.id
        yield from _dimension(dimension, name, definition)
        yield from _levels(dimension.levels, dimension.id, name)
    yield from _levels(definition.levels, "total", _("The whole"))
    yield from _idle(definition)
    yield from _group(definition)


def _dimension(dimension: Dimension, name: str, definition: Definition) -> Iterator[Finding]:
    known = [definition.by_id[question] for question in dimension.questions if question in definition.by_id]
    if len(known) < len(dimension.questions):
        message = _("The dimension «%(name)s» counts a question that there is not.") % {"name": name}
        yield Finding(code="dimension", where=dimension.id, message=message)
    if not known:
        message = _("The dimension «%(name)s» has no questions.") % {"name": name}
        yield Finding(code="dimension", where=dimension.id, message=message)
    for question in known:
        if not gives_points(question):
            said = {"name": name, "question": _title(question, definition)}
            message = _("«%(question)s» counts in the dimension «%(name)s», but no answer to it gives points.") % said
            yield Finding(code="points", where=question.id, message=message)


def _levels(levels: Sequence[Level], where: str, name: str) -> Iterator[Finding]:
    starts = [level.starts for level in levels]
    if len(set(starts)) < len(starts):
        message = _("Two levels of «%(name)s» begin at the same share.") % {"name": name}
        yield Finding(code="levels", where=where, message=message)
    if starts and min(starts) > 0:
        message = _("The lowest level of «%(name)s» begins above 0 %%: lower scores have no level.") % {"name": name}
        yield Finding(code="levels", where=where, message=message)


def _idle(definition: Definition) -> Iterator[Finding]:
    """Points that count nowhere."""
    counted = {question for dimension in definition.dimensions for question in dimension.questions}
    for question in definition.questions():
        if question.id not in counted and any(option.points for option in question.options):
            said = {"question": _title(question, definition)}
            message = _("Alternatives of «%(question)s» have points, but no dimension counts it.") % said
            yield Finding(code="points", where=question.id, message=message)


def _group(definition: Definition) -> Iterator[Finding]:
    """Whether what groups are made of is a choice of one."""
    asked = definition.by_id.get(definition.group)
    if definition.group and (asked is None or asked.kind not in SINGLE):
        message = _("Groups are compared by a question that there is not, or that is no choice of one.")
        yield Finding(code="group", where=definition.group, message=message)


def _title(question: Question, definition: Definition) -> str:
    return say(question.title, definition.language) or question.code or question.id
