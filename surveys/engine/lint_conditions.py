"""Whether a condition can ever hold, from what is asked before it; and conditions about what must not be looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from .conditions import Clause, Condition, Facts, Op, passes
from .definition import Definition, Option, Question
from .finding import Finding
from .kinds import KINDS
from .kinds.choice import Choice
from .kinds.consent import YES, Consent
from .kinds.matrix import Matrix, cell_fact
from .kinds.place import Place
from .kinds.postal_code import PostalCode
from .kinds.ranking import Ranking
from .kinds.scale import SKIP, Scale
from .texts import say

NEEDS_OPTIONS = frozenset({"choice", "choices", "dropdown", "matrix", "ranking", "budget", "area", "age_group"})
ONE_OF_SOME = (Choice, Scale, Ranking, Consent)  # conditions see one choice of few
COMPARING = (Op.AT_LEAST, Op.AT_MOST)


@dataclass
class Known:
    """What has been read so far. ``possible``: of each question that can be shown, the ids that can be chosen, or
    ``None`` where anything can be written."""

    definition: Definition
    possible: dict[str, frozenset[str] | None] = field(default_factory=dict)

    def title(self, text: Mapping[str, str], otherwise: str) -> str:
        return say(text, self.definition.language) or otherwise


def can_hold(condition: Condition | None, known: Known) -> bool:
    """False only where it is certain that it never does."""
    if condition is None or not condition.clauses:
        return True
    can = [_can_pass(clause, known) for clause in condition.clauses]
    if condition.any_of:
        return any(can)
    return all(can) and not _contradicts(condition, known)


def shown(options: Sequence[Option], known: Known) -> list[Option]:
    return [option for option in options if can_hold(option.shown_if, known)]


def choosable(question: Question, known: Known) -> frozenset[str] | None:
    """The ids that can be chosen; ``None`` where anything can be written."""
    kind = KINDS[question.kind]
    options = [option.id for option in shown(question.options, known)]
    if isinstance(kind, Scale):
        extra = {SKIP} if "skip" in question.labels else set()
        return frozenset({*map(str, kind.numbers(question)), *extra})
    if isinstance(kind, Matrix):
        return frozenset(cell_fact(row.id, option) for row in shown(question.rows, known) for option in options)
    if isinstance(kind, Consent):
        return frozenset({YES})
    if not kind.stores:
        return frozenset()
    return frozenset(options) if question.options or question.kind in NEEDS_OPTIONS else None


def _can_pass(clause: Clause, known: Known) -> bool:
    if clause.op in (Op.NONE, Op.UNANSWERED):
        return True
    if clause.question not in known.possible:
        return False
    question, possible = known.definition.by_id[clause.question], known.possible[clause.question]
    if clause.op in COMPARING:
        return clause.bound is not None and _in_reach(clause, question)
    if clause.op == Op.ANSWERED or (clause.op == Op.ALL and not clause.values):
        return possible is None or bool(possible)
    wanted = frozenset(clause.values)
    seen = wanted & _seen(question, possible, wanted)
    if clause.op == Op.ANY:
        return bool(seen)
    return seen == wanted and len(wanted) <= _most_seen(question)


def _seen(question: Question, possible: frozenset[str] | None, wanted: frozenset[str]) -> frozenset[str]:
    """What conditions can see chosen: nothing of what is written, drawn or divided, except a postal code."""
    if question.kind == "budget":
        return frozenset()
    if possible is not None:
        return possible
    return wanted if question.kind == "postal_code" else frozenset()


def _most_seen(question: Question) -> int:
    """How many choices conditions can see in one answer."""
    kind = KINDS[question.kind]
    if isinstance(kind, (*ONE_OF_SOME, PostalCode, Place)):
        return 1
    if isinstance(kind, Matrix):
        return len(question.rows)
    return question.limit("max", len(question.options))


def _in_reach(clause: Clause, question: Question) -> bool:
    """Whether a scale reaches the number; what is typed may be any number within its limits."""
    bound = clause.bound
    assert bound is not None
    if isinstance(kind := KINDS[question.kind], Scale):
        numbers = kind.numbers(question)
        return bool(numbers) and (numbers[-1] >= bound if clause.op == Op.AT_LEAST else numbers[0] <= bound)
    if question.kind != "number":
        return False
    limit = question.limits.get("max" if clause.op == Op.AT_LEAST else "min")
    return limit is None or (int(limit) >= bound if clause.op == Op.AT_LEAST else int(limit) <= bound)


def _contradicts(condition: Condition, known: Known) -> bool:
    """Whether no answer to some question passes all the clauses about it."""
    return any(
        not _together([clause for clause in condition.clauses if clause.question == question_id], question_id, known)
        for question_id in condition.questions()
    )


def _together(clauses: Collection[Clause], question_id: str, known: Known) -> bool:
    if all(passes(clause, None) for clause in clauses):
        return True
    if question_id not in known.possible or any(clause.op == Op.UNANSWERED for clause in clauses):
        return False
    question, possible = known.definition.by_id[question_id], known.possible[question_id]
    if isinstance(KINDS[question.kind], ONE_OF_SOME):
        every = (_one(question, choice) for choice in possible or ())
        return any(all(passes(clause, facts) for clause in clauses) for facts in every)
    return _bounds_meet(clauses) and _choices_meet(clauses)


def _one(question: Question, choice: str) -> Facts:
    is_number = isinstance(KINDS[question.kind], Scale) and choice != SKIP
    return Facts(chosen=frozenset({choice}), number=Decimal(choice) if is_number else None)


def _bounds_meet(clauses: Collection[Clause]) -> bool:
    least = [bound for one in clauses if one.op == Op.AT_LEAST and (bound := one.bound) is not None]
    most = [bound for one in clauses if one.op == Op.AT_MOST and (bound := one.bound) is not None]
    return not least or not most or max(least) <= min(most)


def _choices_meet(clauses: Collection[Clause]) -> bool:
    """Of several choices: whether something is left of what is wanted when what must not be chosen is taken away."""
    refused = {value for clause in clauses if clause.op == Op.NONE for value in clause.values}
    for clause in clauses:
        wanted = set(clause.values)
        if clause.op == Op.ANY and not wanted - refused:
            return False
        if clause.op == Op.ALL and wanted & refused:
            return False
    return True


def apart_findings(definition: Definition) -> Iterator[Finding]:
    """Conditions about what is kept apart from the answers: they could not be followed afterwards, and what depends on
    a contact would tell that one was given."""
    for place, page in enumerate(definition.pages):
        name = say(page.title, definition.language) or _("Page %(number)s") % {"number": place + 1}
        conditions = [page.shown_if, *(jump.condition for jump in page.jumps)]
        yield from _apart(conditions, page.id, name, definition)
        for question in page.questions:
            name = say(question.title, definition.language) or question.code or question.id
            conditions = [question.shown_if, *(one.shown_if for one in (*question.options, *question.rows))]
            yield from _apart(conditions, question.id, name, definition)


def _apart(conditions: Sequence[Condition | None], where: str, name: str, definition: Definition) -> Iterator[Finding]:
    asked = (definition.by_id.get(clause.question) for one in conditions if one for clause in one.clauses)
    for question in dict.fromkeys(one.id for one in asked if one and one.kind in KINDS and KINDS[one.kind].apart):
        about = definition.by_id[question]
        message = _(
            "«%(name)s» has a condition about «%(question)s». Contact details are kept apart from the answers, so "
            "nothing else can depend on them."
        )
        said = {"name": name, "question": say(about.title, definition.language) or about.code or about.id}
        yield Finding(code="apart", where=where, message=message % said, blocks=True)
