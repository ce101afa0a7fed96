"""What stands between questions and asks nothing."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks.media import AltImageBlock

from ..engine.definition import SECTION
from ..engine.kinds import KINDS
from .logic import ConditionBlock
from .questions import OTHERS


class InformationBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=200, required=False)
    help = blocks.TextBlock(label=_("Text"), max_length=2000, rows=3)
    picture = AltImageBlock(label=_("Picture"), required=False)
    shown_if = ConditionBlock(required=False)

    kind: ClassVar[str] = "information"
    limits: ClassVar[tuple[str, ...]] = ()
    labels: ClassVar[tuple[str, ...]] = ()

    class Meta:
        icon = "help"
        label = KINDS["information"].label
        group = OTHERS


class SectionBlock(blocks.StructBlock):
    """It reaches to the next section or page."""

    title = blocks.CharBlock(label=_("Heading"), max_length=200)
    help = blocks.TextBlock(label=_("Text"), max_length=2000, required=False, rows=2)
    shown_if = ConditionBlock(required=False, help_text=_("Holds for everything up to the next section or page."))

    kind: ClassVar[str] = SECTION
    limits: ClassVar[tuple[str, ...]] = ()
    labels: ClassVar[tuple[str, ...]] = ()

    class Meta:
        icon = "title"
        label = KINDS[SECTION].label
        group = OTHERS
