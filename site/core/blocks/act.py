"""Blocks that lead somewhere: an act, a person."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.versions import version_of

from .links import LinkBlock

ACT = _("Acts and people")


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=400, required=False, rows=2)
    link = LinkBlock(label=_("Button"))

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        group = ACT
        template = "blocks/call_to_action.html"
        description = _("One thing to do, with a button. At most one on a page.")
        preview_value = {
            "title": "Onko sinulla ajatus?",
            "text": "Kerro se kunnalle.",
            "link": {"label": "Tee ehdotus", "page": None, "url": "https://example.org/"},
        }


class ContactValue(blocks.StructValue):
    @property
    def card(self) -> dict[str, Any]:
        """What a person's card shows: from the contact page when one is chosen, else from the fields."""
        page = self.get("page")
        if page is None:
            return {key: self.get(key) or "" for key in ("name", "role", "phone", "email")}
        page = version_of(page).specific
        return {**page.card, "url": page.url}


class ContactBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock("home.ContactPage", label=_("Contact page"), required=False)
    name = blocks.CharBlock(label=_("or a name"), max_length=120, required=False)
    role = blocks.CharBlock(label=_("Title or unit"), max_length=160, required=False)
    phone = blocks.CharBlock(label=_("Telephone"), max_length=40, required=False, search_index=False)
    email = blocks.EmailBlock(label=_("E-mail"), required=False, search_index=False)

    class Meta:
        icon = "user"
        label = _("Contact")
        group = ACT
        template = "blocks/contact.html"
        description = _("A person or a unit to ask.")
        value_class = ContactValue
        preview_value = {
            "page": None,
            "name": "Asiakaspalvelu",
            "role": "Kunnantalo",
            "phone": "014 555 0100",
            "email": "palvelu@example.org",
        }

    def clean(self, value: Any) -> Any:
        """A contact page, or a name."""
        cleaned = super().clean(value)
        if not cleaned.get("page") and not cleaned.get("name"):
            raise StructBlockValidationError({"name": ValidationError(_now("Choose a contact page or write a name."))})
        return cleaned


class SurveyBlock(blocks.StructBlock):
    """A survey on another page: its first questions, with which answering begins."""

    page = blocks.PageChooserBlock("surveys.SurveyPage", label=_("Survey"))

    class Meta:
        icon = "form"
        label = _("Survey")
        group = ACT
        template = "blocks/survey.html"
        description = _("The first questions of a survey, to be answered here.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        page = value["page"] and version_of(value["page"])
        request = context.get("request")
        if page is None or not page.live or request is None:
            return {**context, "survey_page": None}
        return {**context, "survey_page": page, **page.embedded(request)}
