"""When something is answered, in words of a paper form: «Answer only if you answered “Yes” to question 3»."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..engine.conditions import Clause, Condition, Op
from ..engine.definition import END, Definition, Page, Question
from ..engine.kinds import KINDS
from ..engine.piping import codes_in
from ..engine.texts import Text, say
from ..results.choosing import alternatives


@dataclass(frozen=True, kw_only=True)
class Saying:
    """``numbers``: of the questions on the form. ``titled``: questions are named beside their numbers, for who has no
    form at hand."""

    definition: Definition
    language: str
    numbers: Mapping[str, int]
    titled: bool = False

    def text(self, text: Text) -> str:
        """Where an answer would be repeated, the form names its question."""
        said = say(text, self.language, self.definition.language)
        for code in codes_in(said):
            question = self.definition.by_code.get(code)
            if question is not None and question.id in self.numbers:
                words = _("(your answer to question %(number)s)") % {"number": self.numbers[question.id]}
                said = said.replace("{" + code + "}", words)
        return said

    def only_if(self, condition: Condition | None) -> str:
        """Empty for what everybody answers."""
        words = self._when(condition)
        return _("Answer only if %(condition)s.") % {"condition": words} if words else ""

    def page_only_if(self, page: Page) -> str:
        """Of all the questions of a page."""
        return self._all_only_if(page.shown_if, page.questions)

    def section_only_if(self, page: Page, section: Question) -> str:
        return self._all_only_if(section.shown_if, page.section(section.id))

    def _all_only_if(self, condition: Condition | None, questions: Sequence[Question]) -> str:
        asked = [self.numbers[one.id] for one in questions if one.id in self.numbers]
        words = self._when(condition)
        if not words or not asked:
            return ""
        if len(asked) == 1:
            return _("Answer question %(first)s only if %(condition)s.") % {"first": asked[0], "condition": words}
        said = {"first": asked[0], "last": asked[-1], "condition": words}
        return _("Answer questions %(first)s–%(last)s only if %(condition)s.") % said

    def option_only_if(self, condition: Condition | None) -> str:
        words = self._when(condition)
        return _("(only if %(condition)s)") % {"condition": words} if words else ""

    def jumps(self, page: Page) -> list[str]:
        return [words for jump in page.jumps if (words := self._jump(jump.to, jump.condition))]

    def _jump(self, to: str, condition: Condition | None) -> str:
        where = self._where(to)
        if not where:
            return ""
        words = self._when(condition)
        if not words:
            return _("Go on to %(where)s.") % {"where": where}
        return _("If %(condition)s, go on to %(where)s.") % {"condition": words, "where": where}

    def _where(self, to: str) -> str:
        if to == END:
            return pgettext("go on to", "the end of the form")
        page = self.definition.page(to)
        asked = [self.numbers[one.id] for one in page.questions if one.id in self.numbers] if page else []
        return pgettext("go on to", "question %(number)s") % {"number": asked[0]} if asked else ""

    def _when(self, condition: Condition | None) -> str:
        if condition is None:
            return ""
        parts = [words for clause in condition.clauses if (words := self._clause(clause))]
        return (_(" or ") if condition.any_of else _(" and ")).join(parts)

    def _clause(self, clause: Clause) -> str:
        question = self.definition.by_id.get(clause.question)
        if question is None or question.id not in self.numbers:
            return ""
        said = {"number": self._number(question), "answers": self._answers(question, clause)}
        return _WORDS[clause.op]() % said

    def _number(self, question: Question) -> str:
        number = str(self.numbers[question.id])
        return f"{number} («{self.text(question.title)}»)" if self.titled else number

    def _answers(self, question: Question, clause: Clause) -> str:
        if clause.op in (Op.AT_LEAST, Op.AT_MOST):
            return next(iter(clause.values), "")
        options = {option.id: self.text(option.text) for option in question.options}
        labels = {**options, **alternatives(question, self.text)}
        named = [_("“%(answer)s”") % {"answer": labels.get(value, value)} for value in clause.values]
        return (_(" and ") if clause.op == Op.ALL else _(" or ")).join(named)


def numbered(definition: Definition) -> dict[str, int]:
    """The questions by their numbers on a form; what asks nothing has none."""
    asked = (one for one in definition.questions() if one.kind in KINDS and KINDS[one.kind].stores)
    return {question.id: number for number, question in enumerate(asked, 1)}


_WORDS: Mapping[Op, Callable[[], str]] = {
    Op.ANY: lambda: _("you answered %(answers)s to question %(number)s"),
    Op.ALL: lambda: _("you answered %(answers)s to question %(number)s"),
    Op.NONE: lambda: _("you did not answer %(answers)s to question %(number)s"),
    Op.ANSWERED: lambda: _("you answered question %(number)s"),
    Op.UNANSWERED: lambda: _("you left question %(number)s unanswered"),
    Op.AT_LEAST: lambda: _("your answer to question %(number)s is at least %(answers)s"),
    Op.AT_MOST: lambda: _("your answer to question %(number)s is at most %(answers)s"),
}
