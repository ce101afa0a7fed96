"""Points, dimensions and levels in the admin. Their words are translated, their numbers shared."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from .logic import PickedBlock

DIMENSION, TOTAL, GROUP = "dimension", "total", "group"


def points() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(
        label=pgettext_lazy("of a score", "Points"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=_("In a scored survey. Left empty, the alternative is no answer («I cannot say»)."),
    )


class LevelBlock(blocks.StructBlock):
    starts = blocks.IntegerBlock(label=_("From, per cent of the points"), default=0, min_value=0, max_value=100)
    name = blocks.CharBlock(label=_("Name of the level"), max_length=80)
    advice = blocks.TextBlock(label=_("Advice"), max_length=1000, required=False, rows=3)

    class Meta:
        icon = "bars"
        label = _("Level")


class CountedBlock(blocks.StructBlock):
    """The question stands in a struct of its own, so that lists of it are paired by id as other lists are."""

    question = PickedBlock(picks="counted", label=_("Question"))

    class Meta:
        icon = "help"
        label = _("Question")


class DimensionBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name of the dimension"), max_length=80)
    questions = blocks.ListBlock(
        CountedBlock(),
        default=[],
        label=_("Questions that count"),
        help_text=_("Choices count by the points of their alternatives, scales by their numbers from the low end up."),
    )
    weight = blocks.IntegerBlock(label=_("Weight in the total"), default=1, min_value=0, max_value=100)
    levels = blocks.ListBlock(LevelBlock(), default=[], label=_("Levels"))

    class Meta:
        icon = "bars"
        label = _("Dimension")


class TotalBlock(blocks.StructBlock):
    levels = blocks.ListBlock(LevelBlock(), default=[], label=_("Levels"))

    class Meta:
        icon = "pick"
        label = _("The whole")


class GroupBlock(blocks.StructBlock):
    question = PickedBlock(
        picks="group",
        label=_("Question"),
        help_text=_("A choice of one, such as the municipality or unit. Means of its alternatives are compared."),
    )

    class Meta:
        icon = "group"
        label = _("Groups that are compared")


class ScoringStream(blocks.StreamBlock):
    """Empty for a survey that is not scored."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        every = [(DIMENSION, DimensionBlock()), (TOTAL, TotalBlock()), (GROUP, GroupBlock())]
        super().__init__(local_blocks if local_blocks is not None else every, **kwargs)

    class Meta:
        label = _("Dimensions and levels")
        collapsed = True
        required = False
        max_num = 20
        block_counts = {TOTAL: {"max_num": 1}, GROUP: {"max_num": 1}}
