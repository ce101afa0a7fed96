"""What is wrong with a definition before anybody answers it, said in words: what can never be shown, what leads
backwards, what blocks, what repeats an answer that is not there.

It finds what follows from the definition alone and never warns of something that can be right: `possible` counts a
condition as possible unless it is certain that it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .conditions import Clause, Condition, Op
from .definition import END, Definition, Option, Page, Question
from .finding import Finding
from .kinds import KINDS
from .kinds.choice import Choice
from .kinds.matrix import Matrix, cell_fact
from .kinds.scale import SKIP, Scale
from .lint_scoring import scoring_findings
from .piping import codes_in
from .texts import say


@dataclass
class _Known:
    """What has been read so far. ``possible``: of each question that can be shown, the ids that can be chosen, or
    ``None`` where anything can be written."""

    definition: Definition
    possible: dict[str, frozenset[str] | None] = field(default_factory=dict)

    def title(self, text: Mapping[str, str], otherwise: str) -> str:
        return say(text, self.definition.language) or otherwise


def findings(definition: Definition) -> list[Finding]:
    """In the order of the survey; empty when all is well."""
    known = _Known(definition)
    found: list[Finding] = [*_codes(definition)]
    come_to = {0}  # places of pages that somebody can come to
    for place, page in enumerate(definition.pages):
        name = _page_name(known, page, place)
        if place not in come_to:
            found.append(_never(page.id, _("The page «%(name)s» is always jumped over."), name))
        elif not _can_hold(page.shown_if, known):
            found += _unreachable(page.shown_if, page.id, name, known)
            come_to.add(place + 1)
        else:
            found += _page(page, name, known)
            found += _jumps(page, place, known)
            come_to |= _ways_on(page, place, known)
    return [*found, *scoring_findings(definition)]


def _codes(definition: Definition) -> Iterator[Finding]:
    """Short names that nothing can repeat, or that two questions share."""
    seen: set[str] = set()
    for question in definition.questions():
        if not question.code:
            continue
        if codes_in("{" + question.code + "}") != [question.code]:
            message = _("The short name «%(code)s» may hold small letters a–z, digits and _, and begins with a letter.")
            yield Finding(code="code", where=question.id, message=message % {"code": question.code}, blocks=True)
        elif question.code in seen:
            message = _("Two questions have the short name «%(code)s».") % {"code": question.code}
            yield Finding(code="code", where=question.id, message=message, blocks=True)
        seen.add(question.code)


def _page(page: Page, name: str, known: _Known) -> Iterator[Finding]:
    if not page.questions:
        yield _never(page.id, _("The page «%(name)s» is never shown: nothing is asked on it."), name)
    for question in page.questions:
        yield from _question(question, page, known)


def _page_name(known: _Known, page: Page, place: int) -> str:
    return known.title(page.title, _("Page %(number)s") % {"number": place + 1})


def _never(where: str, message: str, name: str, **more: Any) -> Finding:
    return Finding(code="never", where=where, message=message % {"name": name, **more})


def _question(question: Question, page: Page, known: _Known) -> Iterator[Finding]:
    name = known.title(question.title, question.code or question.id)
    if question.kind not in KINDS:
        yield Finding(
            code="kind", where=question.id, message=_("«%(name)s» is of a type that there is not.") % {"name": name}
        )
        return
    if not _can_hold(question.shown_if, known):
        yield from _unreachable(question.shown_if, question.id, name, known)
        return
    for option in (*question.options, *question.rows):
        if not _can_hold(option.shown_if, known):
            told = known.title(option.text, option.id)
            yield from _unreachable(option.shown_if, option.id, f"{name}: {told}", known)
    yield from _blocking(question, name, known)
    yield from _repeats(question, page, known)
    known.possible[question.id] = _choosable(question, known)


def _unreachable(condition: Condition | None, where: str, name: str, known: _Known) -> Iterator[Finding]:
    """Why something is never shown: what it waits for is not asked before it, or cannot be answered so."""
    missing = [clause for clause in condition.clauses if clause.question not in known.possible] if condition else []
    if missing:
        yield _never(where, _("«%(name)s» is never shown: it waits for an answer that is not asked before it."), name)
    else:
        yield _never(where, _("«%(name)s» is never shown: no answer fits its conditions."), name)


def _can_hold(condition: Condition | None, known: _Known) -> bool:
    if condition is None or not condition.clauses:
        return True
    can = [_can_pass(clause, known) for clause in condition.clauses]
    if condition.any_of:
        return any(can)
    return all(can) and not _contradicts(condition, known)


def _can_pass(clause: Clause, known: _Known) -> bool:
    if clause.op in (Op.NONE, Op.UNANSWERED):
        return True
    if clause.question not in known.possible:
        return False
    choosable = known.possible[clause.question]
    question = known.definition.by_id[clause.question]
    if clause.op in (Op.AT_LEAST, Op.AT_MOST):
        return clause.bound is not None and _in_reach(clause, question)
    if choosable is None or clause.op == Op.ANSWERED:
        return choosable is None or bool(choosable)
    wanted = set(clause.values)
    if clause.op == Op.ANY:
        return bool(wanted & choosable)
    return wanted <= choosable and (len(wanted) <= 1 or not _chooses_one(question))


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


def _contradicts(condition: Condition, known: _Known) -> bool:
    """Whether two clauses of one question that takes one answer want different ones."""
    left: dict[str, set[str]] = {}
    for clause in condition.clauses:
        if clause.op == Op.UNANSWERED and _wants_answer(condition, clause.question):
            return True
        if clause.op != Op.ANY or not _chooses_one(known.definition.by_id[clause.question]):
            continue
        wanted = set(clause.values)
        left[clause.question] = left.get(clause.question, wanted) & wanted
        forbidden = {
            value for t in condition.clauses if t.question == clause.question and t.op == Op.NONE for value in t.values
        }
        if not left[clause.question] - forbidden:
            return True
    return False


def _wants_answer(condition: Condition, question_id: str) -> bool:
    wanting = (Op.ANY, Op.ANSWERED)
    return any(clause.question == question_id and clause.op in wanting for clause in condition.clauses)


def _chooses_one(question: Question) -> bool:
    return isinstance(KINDS[question.kind], Choice | Scale)


def _shown(options: tuple[Option, ...], known: _Known) -> list[Option]:
    return [option for option in options if _can_hold(option.shown_if, known)]


def _choosable(question: Question, known: _Known) -> frozenset[str] | None:
    kind = KINDS[question.kind]
    options = [option.id for option in _shown(question.options, known)]
    if isinstance(kind, Scale):
        extra = {SKIP} if "skip" in question.labels else set()
        return frozenset({*map(str, kind.numbers(question)), *extra})
    if isinstance(kind, Matrix):
        return frozenset(cell_fact(row.id, option) for row in _shown(question.rows, known) for option in options)
    if question.kind == "consent":
        return frozenset({"yes"})
    if not kind.stores:
        return frozenset()
    return frozenset(options) if question.options else None


NEEDS_OPTIONS = frozenset({"choice", "choices", "dropdown", "matrix", "ranking", "budget", "area", "age_group"})


def _blocking(question: Question, name: str, known: _Known) -> Iterator[Finding]:
    """A question that nobody can answer; one that must be answered stops everybody."""
    if not (reason := _why_no_answer(question, known)):
        return
    message = _("«%(name)s» cannot be answered: %(reason)s") % {"name": name, "reason": reason}
    if question.required:
        message += " " + _("As it is required, nobody who sees it can send the survey.")
    yield Finding(code="unanswerable", where=question.id, message=message, blocks=question.required)


def _why_no_answer(question: Question, known: _Known) -> str:
    options = _shown(question.options, known)
    if question.kind in NEEDS_OPTIONS and not options:
        return _("it has no alternatives.")
    if question.kind == "matrix" and not _shown(question.rows, known):
        return _("it has no rows.")
    least, most = question.limits.get("min"), question.limits.get("max")
    if (
        least is not None
        and most is not None
        and str(least).isdigit()
        and str(most).isdigit()
        and int(least) > int(most)
    ):
        return _("its lower limit is above its upper one.")
    alone = any(option.exclusive for option in options)
    if question.kind == "choices" and not alone and question.limit("min", 0) > len(options):
        return _("it asks for more alternatives than there are.")
    return ""


def _repeats(question: Question, page: Page, known: _Known) -> Iterator[Finding]:
    """Texts that repeat an answer which is not given on an earlier page."""
    here = {other.id for other in page.questions}
    texts = [question.title, question.help, question.alt]
    texts += (option.text for option in (*question.options, *question.rows))
    if page.questions and page.questions[0] is question:
        texts += [page.title, page.text]
    for code in sorted({code for text in texts for words in text.values() for code in codes_in(words)}):
        asked = known.definition.by_code.get(code)
        if asked is None:
            message = _("{%(code)s} repeats the answer to a question that there is not.")
        elif asked.id in here or asked.id not in known.possible:
            message = _("{%(code)s} repeats an answer that is not given on an earlier page.")
        else:
            continue
        yield Finding(code="repeats", where=question.id, message=message % {"code": code})


def _jumps(page: Page, place: int, known: _Known) -> Iterator[Finding]:
    pages = known.definition.pages
    later = {after.id for after in pages[place + 1 :]}
    for jump in page.jumps:
        name = {"name": _page_name(known, page, place)}
        if jump.to == END or jump.to in later:
            if not _can_hold(jump.condition, known):
                message = _("A jump from the page «%(name)s» is never taken.") % name
                yield Finding(code="untaken", where=page.id, message=message)
        elif known.definition.page(jump.to) is None:
            message = _("A jump from the page «%(name)s» leads to a page that there is not.") % name
            yield Finding(code="nowhere", where=page.id, message=message)
        else:
            message = _("A jump from the page «%(name)s» leads backwards, in a circle. It is not followed.") % name
            yield Finding(code="loop", where=page.id, message=message)


def _ways_on(page: Page, place: int, known: _Known) -> set[int]:
    """Places of the pages that can come after this one."""
    places = {after.id: number for number, after in enumerate(known.definition.pages) if number > place}
    found = set() if page.shown_if is None or not page.shown_if.clauses else {place + 1}
    for jump in page.jumps:
        if (jump.to == END or jump.to in places) and _can_hold(jump.condition, known):
            found |= {places[jump.to]} if jump.to in places else set()
            if jump.condition is None or not jump.condition.clauses:
                return found
    return found | {place + 1}
