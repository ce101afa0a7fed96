"""One option."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from ..definition import Question
from .base import FIRST, Asked, Cell, Column, Typed, Value, Wrong, legend, number_of
from .choices import Choices, judge_words, other_cells, other_columns


class Choice(Choices):
    """Kept as `Choices` keeps it, with one id."""

    name = "choice"
    label = _("One choice")
    missing = _("Choose one alternative.")

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        words = self._words(asked.options, typed)
        sent = self._sent(asked, typed, {})
        if len(sent) > 1:
            raise Wrong({FIRST: self.missing})
        wanted = sent or set(list(words)[:1])
        chosen = [option for option in asked.options if option.id in wanted]
        if not chosen:
            return None
        judge_words(chosen, words)
        other = {option.id: words[option.id] for option in chosen if option.other}
        return {"chosen": [chosen[0].id], **({"other": other} if other else {})}

    def columns(self, question: Question) -> Sequence[Column]:
        return [Column(label=question.title, values=legend(question.options)), *other_columns(question)]

    def cells(self, question: Question, value: Value | None) -> Sequence[Cell]:
        chosen = number_of(question.options, value["chosen"][0]) if value else None
        return [chosen, *other_cells(question, value)]
