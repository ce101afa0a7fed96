"""The dimensions and levels of a survey, made of its page in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .blocks.scoring import DIMENSION, GROUP, TOTAL
from .building import counterparts, text_of
from .engine.dimensions import Dimension, Level


def dimensions_of(
    stream: Any, *, language: str, others: Mapping[str, Any]
) -> tuple[tuple[Dimension, ...], tuple[Level, ...]]:
    """The dimensions, and the levels of the whole. ``stream``: in the source language; ``others``: the translated ones
    by language."""
    translated = {code: {block.id: block.value for block in found} for code, found in others.items()}
    dimensions: list[Dimension] = []
    whole: tuple[Level, ...] = ()
    for block in stream:
        values = {language: block.value, **counterparts(translated, block.id)}
        if block.block_type == DIMENSION:
            dimensions.append(_dimension(block.id, values, language))
        elif block.block_type == TOTAL:
            whole = _levels(values, language)
    return tuple(dimensions), whole


def group_of(stream: Any) -> str:
    """The id of the question by which scores are compared; empty for none."""
    return next((block.value["question"].strip() for block in stream if block.block_type == GROUP), "")


def _dimension(block_id: str, values: Mapping[str, Any], language: str) -> Dimension:
    value = values[language]
    counted = (one["question"].strip() for one in value["questions"])
    return Dimension(
        id=block_id,
        name=text_of(values, "name"),
        questions=tuple(dict.fromkeys(question for question in counted if question)),
        weight=value["weight"],
        levels=_levels(values, language),
    )


def _levels(values: Mapping[str, Any], language: str) -> tuple[Level, ...]:
    by_language = {
        code: {item.id: item.value for item in value["levels"].bound_blocks} for code, value in values.items()
    }
    return tuple(
        Level(
            id=item.id,
            starts=item.value["starts"],
            name=text_of(counterparts(by_language, item.id), "name"),
            advice=text_of(counterparts(by_language, item.id), "advice"),
        )
        for item in values[language]["levels"].bound_blocks
    )
