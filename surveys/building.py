"""The definition of a survey, made of its page in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from municipality.models import Area

from .blocks.stream import PAGE
from .engine.conditions import Clause, Condition, Op
from .engine.definition import SECTION, Definition, Jump, Option, Page, Question
from .engine.texts import Text, in_every_language

FIRST_PAGE = "first"  # the page of questions that stand before any other page
AREAS = frozenset({"area", "place"})


def build(stream: Any, *, language: str, others: Mapping[str, Any], areas: Sequence[Area]) -> Definition:
    """``stream``: the questions in the source language; ``others``: the translated ones by language, paired by the ids
    of their blocks. Options of a municipality are its ``areas`` as they are now."""
    pages: list[tuple[Page, list[Question]]] = []
    section: Condition | None = None
    translated = {code: {block.id: block.value for block in found} for code, found in others.items()}
    for block in stream:
        values = {language: block.value, **counterparts(translated, block.id)}
        if block.block_type == PAGE:
            section = None
            pages.append((_page(block.id, values, language), []))
            continue
        if not pages:
            pages.append((Page(id=FIRST_PAGE), []))
        question = _Making(language, values, areas).question(block.id, block.block)
        if question.kind == SECTION:
            section = question.shown_if
        else:
            question = replace(question, section_if=section)
        pages[-1][1].append(question)
    return Definition(language=language, pages=tuple(_with(page, questions) for page, questions in pages))


def counterparts(translated: Mapping[str, Mapping[str, Any]], block_id: str) -> dict[str, Any]:
    """What stands under an id in each language that has it."""
    return {code: blocks[block_id] for code, blocks in translated.items() if block_id in blocks}


def _with(page: Page, questions: Iterable[Question]) -> Page:
    return Page(
        id=page.id,
        title=page.title,
        text=page.text,
        questions=tuple(questions),
        shown_if=page.shown_if,
        jumps=page.jumps,
    )


def _page(block_id: str, values: Mapping[str, Any], language: str) -> Page:
    value = values[language]
    return Page(
        id=block_id,
        title=text_of(values, "title"),
        text=text_of(values, "text"),
        shown_if=condition_of(value["shown_if"]),
        jumps=tuple(Jump(to=jump["to"].strip(), condition=condition_of(jump["condition"])) for jump in value["jumps"]),
    )


def text_of(values: Mapping[str, Any], name: str) -> Text:
    """A field of a block, by language."""
    return {code: str(value[name]).strip() for code, value in values.items() if value.get(name)}


def condition_of(value: Any) -> Condition | None:
    """``None`` when there is no condition."""
    if not value or not value["clauses"]:
        return None
    clauses = tuple(
        Clause(question=one["question"].strip(), op=Op(one["op"]), values=tuple((one["values"] or "").split()))
        for one in value["clauses"]
    )
    return Condition(clauses=clauses, any_of=bool(value["any_of"]))


@dataclass(frozen=True)
class _Making:
    """One question. ``values``: its block's value by language."""

    language: str
    values: Mapping[str, Any]
    areas: Sequence[Area]

    @property
    def value(self) -> Any:
        return self.values[self.language]

    def question(self, block_id: str, block: Any) -> Question:
        value = self.value
        picture = value.get("picture")
        return Question(
            id=block_id,
            kind=block.kind,
            title=text_of(self.values, "title"),
            help=text_of(self.values, "help"),
            code=(value.get("code") or "").strip(),
            required=bool(value.get("required")),
            options=self._options(block.kind),
            rows=self._listed("rows"),
            shown_if=condition_of(value["shown_if"]),
            shuffled=bool(value.get("shuffled")),
            limits={name: _limit(value[name]) for name in block.limits if value.get(name) not in (None, False)},
            labels={**{name: text for name in block.labels if (text := text_of(self.values, name))}, **self._steps()},
            picture=picture.pk if picture else None,
            alt=self._alt() if picture else {},
        )

    def _alt(self) -> Text:
        pictures = {code: value.get("picture") for code, value in self.values.items()}
        return {
            code: words
            for code, picture in pictures.items()
            if picture and (words := (picture.contextual_alt_text or "").strip())
        }

    def _steps(self) -> Mapping[str, Text]:
        """The steps of a scale in words, by their numbers."""
        if "steps" not in self.value:
            return {}
        by_language = self._items("steps")
        return {
            str(item.value["number"]): text
            for item in self.value["steps"].bound_blocks
            if (text := text_of(counterparts(by_language, item.id), "text"))
        }

    def _items(self, name: str) -> dict[str, dict[str, Any]]:
        """The items of a list by language and id."""
        return {code: {one.id: one.value for one in value[name].bound_blocks} for code, value in self.values.items()}

    def _options(self, kind: str) -> tuple[Option, ...]:
        if kind in AREAS:
            return area_options(self.areas)
        if kind == "age_group":
            return age_groups(self.value["starts"])
        return self._listed("options")

    def _listed(self, name: str) -> tuple[Option, ...]:
        """Options of a list, each with its counterparts by id."""
        if name not in self.value:
            return ()
        by_language = self._items(name)
        return tuple(
            Option(
                id=item.id,
                text=text_of(counterparts(by_language, item.id), "text"),
                shown_if=condition_of(item.value["shown_if"]),
                other=bool(item.value.get("other")),
                exclusive=bool(item.value.get("exclusive")),
                points=item.value.get("points"),
            )
            for item in self.value[name].bound_blocks
        )


def _limit(value: Any) -> int | str:
    return value.isoformat() if hasattr(value, "isoformat") else int(value)


def area_options(areas: Iterable[Area]) -> tuple[Option, ...]:
    return tuple(Option(id=f"area-{area.pk}", text=dict(area.names)) for area in areas)


def age_groups(starts: str) -> tuple[Option, ...]:
    """Bands of years from the ages at which they begin; what is no number is passed over."""
    ages = sorted({int(part) for part in starts.replace(",", " ").split() if part.isdigit() and 0 < int(part) < 120})
    found = []
    for first, following in zip([0, *ages], [*ages, None], strict=True):
        if following is None:
            words = in_every_language(_("%(first)s years or over")) if first else {}
        elif first == 0:
            words = in_every_language(_("under %(following)s years"))
        else:
            words = in_every_language(_("%(first)s–%(last)s years"))
        numbers = {"first": first, "following": following, "last": (following or 1) - 1}
        found.append(Option(id=f"age-{first}", text={code: text % numbers for code, text in words.items()}))
    return tuple(found)
