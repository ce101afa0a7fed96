"""What is wrong with a definition before anybody answers it, said in words: what can never be shown, what leads
backwards, what blocks, what repeats an answer that is not there.

It finds what follows from the definition alone and never warns of something that can be right: `possible` counts a
condition as possible unless it is certain that it is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from .conditions import Condition
from .definition import END, Definition, Page, Question
from .finding import Finding
from .kinds import KINDS
from .lint_conditions import NEEDS_OPTIONS, Known, apart_findings, can_hold, choosable, shown
from .lint_scoring import scoring_findings
from .piping import codes_in


def findings(definition: Definition) -> list[Finding]:
    """In the order of the survey; empty when all is well."""
    known = Known(definition)
    found: list[Finding] = [*_codes(definition), *apart_findings(definition)]
    come_to = {0}  # places of pages that somebody can come to
    for place, page in enumerate(definition.pages):
        name = _page_name(known, page, place)
        if place not in come_to:
            found.append(_never(page.id, _("The page «%(name)s» is always jumped over."), name))
        elif not can_hold(page.shown_if, known):
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


def _page(page: Page, name: str, known: Known) -> Iterator[Finding]:
    if not page.questions:
        yield _never(page.id, _("The page «%(name)s» is never shown: nothing is asked on it."), name)
    for question in page.questions:
        yield from _question(question, page, known)


def _page_name(known: Known, page: Page, place: int) -> str:
    return known.title(page.title, _("Page %(number)s") % {"number": place + 1})


def _never(where: str, message: str, name: str, **more: Any) -> Finding:
    return Finding(code="never", where=where, message=message % {"name": name, **more})


def _question(question: Question, page: Page, known: Known) -> Iterator[Finding]:
    name = known.title(question.title, question.code or question.id)
    if question.kind not in KINDS:
        yield Finding(
            code="kind", where=question.id, message=_("«%(name)s» is of a type that there is not.") % {"name": name}
        )
        return
    if not can_hold(question.section_if, known):
        return  # told of the section
    if not can_hold(question.shown_if, known):
        yield from _unreachable(question.shown_if, question.id, name, known)
        return
    for option in (*question.options, *question.rows):
        if not can_hold(option.shown_if, known):
            told = known.title(option.text, option.id)
            yield from _unreachable(option.shown_if, option.id, f"{name}: {told}", known)
    yield from _blocking(question, name, known)
    yield from _repeats(question, page, known)
    known.possible[question.id] = choosable(question, known)


def _unreachable(condition: Condition | None, where: str, name: str, known: Known) -> Iterator[Finding]:
    """Why something is never shown: what it waits for is not asked before it, or cannot be answered so."""
    missing = [clause for clause in condition.clauses if clause.question not in known.possible] if condition else []
    if missing:
        yield _never(where, _("«%(name)s» is never shown: it waits for an answer that is not asked before it."), name)
    else:
        yield _never(where, _("«%(name)s» is never shown: no answer fits its conditions."), name)


def _blocking(question: Question, name: str, known: Known) -> Iterator[Finding]:
    """A question that nobody can answer; one that must be answered stops everybody."""
    if not (reason := _why_no_answer(question, known)):
        return
    message = _("«%(name)s» cannot be answered: %(reason)s") % {"name": name, "reason": reason}
    if question.required:
        message += " " + _("As it is required, nobody who sees it can send the survey.")
    yield Finding(code="unanswerable", where=question.id, message=message, blocks=question.required)


def _why_no_answer(question: Question, known: Known) -> str:
    options = shown(question.options, known)
    if question.kind in NEEDS_OPTIONS and not options:
        return _("it has no alternatives.")
    if question.kind == "matrix" and not shown(question.rows, known):
        return _("it has no rows.")
    if _is_upside_down(question):
        return _("its lower limit is above its upper one.")
    alone = any(option.exclusive for option in options)
    if question.kind == "choices" and not alone and question.limit("min", 0) > len(options):
        return _("it asks for more alternatives than there are.")
    return ""


def _is_upside_down(question: Question) -> bool:
    least, most = question.limits.get("min"), question.limits.get("max")
    if least is None or most is None:
        return False
    if question.kind == "date":
        return date.fromisoformat(str(least)) > date.fromisoformat(str(most))
    return int(least) > int(most)


def _repeats(question: Question, page: Page, known: Known) -> Iterator[Finding]:
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


def _jumps(page: Page, place: int, known: Known) -> Iterator[Finding]:
    pages = known.definition.pages
    later = {after.id for after in pages[place + 1 :]}
    for jump in page.jumps:
        name = {"name": _page_name(known, page, place)}
        if jump.to == END or jump.to in later:
            if not can_hold(jump.condition, known):
                message = _("A jump from the page «%(name)s» is never taken.") % name
                yield Finding(code="untaken", where=page.id, message=message)
        elif known.definition.page(jump.to) is None:
            message = _("A jump from the page «%(name)s» leads to a page that there is not.") % name
            yield Finding(code="nowhere", where=page.id, message=message)
        else:
            message = _("A jump from the page «%(name)s» leads backwards, in a circle. It is not followed.") % name
            yield Finding(code="loop", where=page.id, message=message)


def _ways_on(page: Page, place: int, known: Known) -> set[int]:
    """Places of the pages that can come after this one."""
    places = {after.id: number for number, after in enumerate(known.definition.pages) if number > place}
    found = set() if page.shown_if is None or not page.shown_if.clauses else {place + 1}
    for jump in page.jumps:
        if (jump.to == END or jump.to in places) and can_hold(jump.condition, known):
            found |= {places[jump.to]} if jump.to in places else set()
            if jump.condition is None or not jump.condition.clauses:
                return found
    return found | {place + 1}
