"""The blocks that pages are made of.

body = StreamField(BodyStream(), blank=True, verbose_name=_("content"))
{% include_block page.body %}
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .act import CallToActionBlock, ContactBlock, SurveyBlock
from .links import LinkBlock, LinkValue
from .media import DocumentsBlock, MapBlock, PictureBlock
from .table import TableBlock
from .text import AccordionBlock, FactsBlock, HeadingBlock, QuoteBlock, StepsBlock, TextBlock

PROSE = frozenset({"heading", "text", "quote"})


class BodyStream(blocks.StreamBlock):
    """The content of an ordinary page."""

    heading = HeadingBlock()
    text = TextBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    facts = FactsBlock()
    steps = StepsBlock()
    table = TableBlock()
    accordion = AccordionBlock()
    call_to_action = CallToActionBlock()
    contact = ContactBlock()
    survey = SurveyBlock()
    documents = DocumentsBlock()
    map = MapBlock()

    class Meta:
        label = _("Content")
        required = False
        template = "blocks/body.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """``groups``: words that follow one another run on as one text."""
        context = super().get_context(value, parent_context=parent_context)
        runs = groupby(value, key=lambda block: block.block_type in PROSE)
        return {**context, "groups": [{"prose": prose, "blocks": list(run)} for prose, run in runs]}


__all__ = ["BodyStream", "LinkBlock", "LinkValue", "PictureBlock", "TextBlock"]
