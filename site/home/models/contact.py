"""Whom to ask: people and units, each with a page of its own, and the page that lists them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from core.blocks import BodyStream
from core.pages import BasePage, shown_language


class ContactKind(models.TextChoices):
    PERSON = "person", _("Person")
    UNIT = "unit", _("Unit")


class ContactIndexPage(BasePage):
    body = StreamField(BodyStream(), blank=True, verbose_name=_("content"))

    template = "home/contact_index_page.html"
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["home.ContactPage"]

    class Meta:
        verbose_name = _("contacts")
        verbose_name_plural = _("contacts")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        found = (
            ContactPage.objects.child_of(self)
            .live()
            .public()
            .select_related("locale", "alias_of__locale", "image")
            .prefetch_related("image__renditions")
            .order_by("path")
        )
        cards: dict[str, list[dict[str, Any]]] = {ContactKind.UNIT: [], ContactKind.PERSON: []}
        for contact in found:
            card = {**contact.card, "url": contact.get_url(request), "lang": shown_language(contact)}
            cards[contact.kind].append(card)
        return {**context, "units": cards[ContactKind.UNIT], "people": cards[ContactKind.PERSON]}


class ContactPage(BasePage):
    """The title is the person's or the unit's name."""

    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind.choices, default=ContactKind.PERSON)
    role = models.CharField(_("title or field"), max_length=160, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    hours = models.CharField(
        _("hours"), max_length=200, blank=True, help_text=_("When one answers or the door is open.")
    )
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("image")
    )
    body = StreamField(BodyStream(), blank=True, verbose_name=_("content"))

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("phone"),
        SynchronizedField("email"),
        SynchronizedField("kind"),
    ]
    template = "home/contact_page.html"
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("role")]),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("address"), FieldPanel("hours")],
            heading=_("How to reach"),
        ),
        FieldPanel("image"),
        FieldPanel("body"),
    ]
    parent_page_types = ["home.ContactIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contact pages")

    def clean(self) -> None:
        """Raises ValidationError when there is no way to reach the person or unit."""
        super().clean()
        if not (self.phone or self.email or self.address):
            raise ValidationError({"phone": _now("Give at least one way to reach: telephone, e-mail or address.")})

    def search_text(self) -> str:
        return "\n".join(filter(None, (self.role, self.address, self.hours, super().search_text())))

    @property
    def sharing_image(self) -> Any:
        return self.social_image or self.image

    @property
    def card(self) -> dict[str, Any]:
        """What `home/contact_card.html` shows."""
        names = ("role", "phone", "email", "address", "hours", "image")
        return {"name": self.title, **{name: getattr(self, name) for name in names}}
