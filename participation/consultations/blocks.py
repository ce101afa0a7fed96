"""What a consultation is written of: sections, each with words, pictures, documents and maps.

A section's block id is its name for ever: opinions hang on it, the same in every language.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks.act import SurveyBlock
from core.blocks.media import DocumentsBlock, MapBlock, PictureBlock
from core.blocks.table import TableBlock
from core.blocks.text import FactsBlock, TextBlock

from .layers import LayerBlock
from .rules import Audience

SECTION_AUDIENCES = [("", _("as on the whole consultation")), *Audience.choices]


class SectionBody(blocks.StreamBlock):
    text = TextBlock()
    picture = PictureBlock()
    facts = FactsBlock()
    table = TableBlock()
    map = MapBlock()
    layer = LayerBlock()
    documents = DocumentsBlock()
    survey = SurveyBlock()

    class Meta:
        label = _("Content")
        required = False


class SectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=160)
    body = SectionBody()
    audience = blocks.ChoiceBlock(
        label=_("Who may send opinions on this section"),
        choices=SECTION_AUDIENCES,
        required=False,
        search_index=False,
    )

    class Meta:
        icon = "doc-full"


class MainBlock(SectionBlock):
    class Meta:
        label = _("Main section")
        icon = "home"


class PartBlock(SectionBlock):
    class Meta:
        label = _("Part")
        icon = "list-ul"


class AlternativeBlock(SectionBlock):
    """Stands beside the other alternatives next to it; its picture is the first of its body."""

    based_on_this = blocks.BooleanBlock(label=_("The draft is based on this alternative"), required=False)

    class Meta:
        label = _("Alternative")
        icon = "grip"


class DraftBlock(SectionBlock):
    """Has a page of its own, where its paragraphs are commented one by one. Each publishing that changes its words
    makes a version of it."""

    text = blocks.RichTextBlock(
        label=_("Draft text"),
        features=["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"],
        help_text=_(
            "Every heading, paragraph and item of a list can be commented. When you change the text and publish it, "
            "comments stay at their paragraphs."
        ),
    )
    changes = blocks.TextBlock(
        label=_("What has changed in this version"),
        required=False,
        max_length=600,
        rows=3,
        help_text=_("Shown from the second version on, above the text and above the changes word by word."),
    )

    class Meta:
        label = _("Draft text for comment")
        icon = "edit"


class ReportBlock(SectionBlock):
    """The closing report: shown first when the consultation has closed."""

    class Meta:
        label = _("Closing report")
        icon = "tick-inverse"


class Sections(blocks.StreamBlock):
    main = MainBlock()
    part = PartBlock()
    alternative = AlternativeBlock()
    draft = DraftBlock()
    report = ReportBlock()

    class Meta:
        label = _("Sections")
        required = False
        max_num = 100
        block_counts = {"main": {"max_num": 1}, "report": {"max_num": 1}}
