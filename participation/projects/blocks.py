"""The parts of a project page that an editor adds row by row."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks.act import ContactBlock
from core.blocks.media import DocumentsBlock


class WayBlock(blocks.StructBlock):
    """A way to influence besides the site's own methods: an evening, a workshop, a letter."""

    title = blocks.CharBlock(label=_("What"), max_length=120)
    text = blocks.TextBlock(label=_("How"), max_length=400, required=False, rows=2)
    when = blocks.DateTimeBlock(label=_("When"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        icon = "group"
        label = _("Way")


class DecisionBlock(blocks.StructBlock):
    """A link to a decision record and what residents changed in it (Kuntalaki 410/2015, 29 §: decisions and their
    effects are told)."""

    title = blocks.CharBlock(label=_("Matter"), max_length=160)
    body = blocks.CharBlock(
        label=_("Decided by"), max_length=120, help_text=_("Body and section, such as «Technical committee § 41».")
    )
    date = blocks.DateBlock(label=_("Meeting date"))
    number = blocks.CharBlock(label=_("Case number"), max_length=40, required=False)
    url = blocks.URLBlock(label=_("Address of the decision"), required=False)
    effect = blocks.TextBlock(
        label=_("Effect"),
        max_length=400,
        required=False,
        rows=2,
        help_text=_("What it changes, and what residents changed in it."),
    )

    class Meta:
        icon = "clipboard-list"
        label = _("Decision")


class PartnerBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=120)
    responsibility = blocks.CharBlock(label=_("Responsibility"), max_length=200, required=False)
    url = blocks.URLBlock(label=_("Address"), required=False)

    class Meta:
        icon = "group"
        label = _("Partner")


class FundingBlock(blocks.StructBlock):
    """One source of money, in euros."""

    source = blocks.CharBlock(label=_("Source"), max_length=120)
    amount = blocks.DecimalBlock(label=_("Euros"), min_value=0, max_digits=12, decimal_places=2, required=False)

    class Meta:
        icon = "pick"
        label = _("Source of funding")


class Ways(blocks.StreamBlock):
    way = WayBlock()


class Decisions(blocks.StreamBlock):
    decision = DecisionBlock()


class Partners(blocks.StreamBlock):
    partner = PartnerBlock()


class FundingSources(blocks.StreamBlock):
    source = FundingBlock()


class Contacts(blocks.StreamBlock):
    contact = ContactBlock()


class Documents(blocks.StreamBlock):
    documents = DocumentsBlock()
