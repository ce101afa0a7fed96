"""The list itself: a page begins, questions follow it until the next page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .logic import ConditionBlock, JumpBlock
from .questions import BLOCKS, OTHERS
from .texts import InformationBlock, SectionBlock

PAGE = "page"


class PageStartBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=1000, required=False, rows=2)
    shown_if = ConditionBlock(required=False)
    jumps = blocks.ListBlock(
        JumpBlock(),
        default=[],
        label=_("Jumps after the page"),
        collapsed=True,
        help_text=_("The first that fits is taken."),
    )

    class Meta:
        icon = "doc-empty"
        label = _("New page")
        group = OTHERS


class SurveyStream(blocks.StreamBlock):
    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        every = [
            (PAGE, PageStartBlock()),
            *((block.kind, block()) for block in (*BLOCKS, InformationBlock, SectionBlock)),
        ]
        super().__init__(local_blocks if local_blocks is not None else every, **kwargs)

    class Meta:
        label = _("Questions")
        collapsed = True
        required = False
        max_num = 300
