"""The blocks that pages are made of.

    body = StreamField(BodyStream(), blank=True, verbose_name=_("content"))
    {% include_block page.body %}
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .act import CallToActionBlock, ContactBlock
from .links import LinkBlock, LinkValue
from .media import DocumentsBlock, MapBlock, PictureBlock
from .table import TableBlock
from .text import AccordionBlock, FactsBlock, HeadingBlock, QuoteBlock, StepsBlock, TextBlock


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
    documents = DocumentsBlock()
    map = MapBlock()

    class Meta:
        label = _("Content")
        required = False
        template = "blocks/body.html"


__all__ = ["BodyStream", "LinkBlock", "LinkValue", "PictureBlock", "TextBlock"]
