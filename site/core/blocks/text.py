"""Blocks of words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT = _("Text")


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=120)
    level = blocks.ChoiceBlock(
        choices=[("2", _("Main heading")), ("3", _("Subheading"))], default="2", label=_("Level"), search_index=False
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        group = TEXT
        template = "blocks/heading.html"
        description = _("Divides a long page. Say the matter, not only the subject.")
        preview_value = {"text": "Rantasauna avataan juhannuksena", "level": "2"}


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = TEXT
        template = "blocks/text.html"
        description = _("Paragraphs, lists and links.")
        preview_value = "<p>Varaus avautui tiistaina. Vuoro maksaa <b>12 euroa</b> tunnilta.</p><ul><li>Avaimen saa kirjastosta.</li></ul>"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"), max_length=600, rows=3)
    who = blocks.CharBlock(label=_("Who said it"), max_length=120, required=False)
    role = blocks.CharBlock(label=_("Who that is"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = TEXT
        template = "blocks/quote.html"
        description = _("Somebody's own words.")
        preview_value = {"text": "Laituri on nyt kaikkien.", "who": "Aino", "role": "asukas"}


class FactBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("What"), max_length=80)
    value = blocks.CharBlock(label=_("Fact"), max_length=200)

    class Meta:
        icon = "list-ul"
        label = _("Fact")


class FactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    items = blocks.ListBlock(FactBlock(), min_num=1, max_num=20, label=_("Facts"))

    class Meta:
        icon = "list-ul"
        label = _("Facts")
        group = TEXT
        template = "blocks/facts.html"
        description = _("Short facts side by side: place, time, price.")
        preview_value = {
            "title": "",
            "items": [{"term": "Aukeaa", "value": "19.6.2026 klo 16"}, {"term": "Hinta", "value": "12 €"}],
        }


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), required=False, features=["bold", "link", "document-link", "ul"])

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    items = blocks.ListBlock(StepBlock(), min_num=2, max_num=12, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = TEXT
        template = "blocks/steps.html"
        description = _("What happens in order, on the lane.")
        preview_value = {
            "title": "Näin asia etenee",
            "items": [
                {"title": "Ehdotus", "text": ""},
                {"title": "Käsittely", "text": ""},
                {"title": "Päätös", "text": ""},
            ],
        }


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Question or heading"), max_length=160)
    text = blocks.RichTextBlock(label=_("Answer or text"))

    class Meta:
        icon = "collapse-down"
        label = _("Item")


class AccordionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120, required=False)
    items = blocks.ListBlock(AccordionItemBlock(), min_num=1, max_num=40, label=_("Items"))

    class Meta:
        icon = "collapse-down"
        label = _("Questions and answers")
        group = TEXT
        template = "blocks/accordion.html"
        description = _("Opens when pressed. Not for what everyone must read.")
        preview_value = {"title": "", "items": [{"title": "Kuka voi ehdottaa?", "text": "<p>Jokainen.</p>"}]}
