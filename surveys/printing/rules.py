"""The logic of a survey as sentences, for who makes it: what is asked of whom, and where pages lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..engine.definition import SECTION, Definition, Page, Question
from .saying import Saying, numbered


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What holds of a page or a question."""

    about: str
    sentences: Sequence[str]


def rules(definition: Definition) -> list[Rules]:
    """Of the pages and questions that have any, in their order. What is wrong with them is told by `lint`."""
    saying = Saying(definition=definition, language=definition.language, numbers=numbered(definition), titled=True)
    found: list[Rules] = []
    for place, page in enumerate(definition.pages, 1):
        name = saying.text(page.title) or _("Page %(number)s") % {"number": place}
        found.append(Rules(about=name, sentences=[*_of_page(page, saying)]))
        found += [
            Rules(about=_named(question, saying), sentences=[*_of_question(page, question, saying)])
            for question in page.questions
        ]
    return [one for one in found if one.sentences]


def _named(question: Question, saying: Saying) -> str:
    number, title = saying.numbers.get(question.id), saying.text(question.title)
    return f"{number}. {title}" if number else title


def _of_page(page: Page, saying: Saying) -> Iterator[str]:
    if words := saying.page_only_if(page):
        yield words
    yield from saying.jumps(page)


def _of_question(page: Page, question: Question, saying: Saying) -> Iterator[str]:
    if question.kind == SECTION:
        if words := saying.section_only_if(page, question):
            yield words
        return
    if words := saying.only_if(question.shown_if):
        yield words
    for option in (*question.options, *question.rows):
        if words := saying.option_only_if(option.shown_if):
            yield f"«{saying.text(option.text)}» {words}"
