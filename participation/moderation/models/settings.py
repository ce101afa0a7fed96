"""What a municipality decides of moderation, and the words its moderators write often."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from core.fields import LocalizedField

from ..rules import Premoderation, Rule, Verb

APPEAL_DAYS = 14


@register_setting(icon="warning", order=20)
class ModerationSettings(BaseSiteSetting):
    premoderation = models.CharField(
        _("check before publishing"),
        max_length=10,
        choices=Premoderation.choices,
        default=Premoderation.OFF,
        help_text=_("What is held waits for a moderator. Staff and councillors are never held."),
    )
    hold_links = models.BooleanField(_("hold what has links to other sites"), default=True)
    own_sites = models.TextField(
        _("sites whose links are no suspicion"),
        blank=True,
        help_text=_("Host names, one a line, such as koivuranta.fi: what stands under them counts too."),
    )
    hold_repeated = models.BooleanField(_("hold the same text sent again"), default=True)
    new_account_days = models.PositiveSmallIntegerField(
        _("hold writers whose account is younger than (days)"),
        default=0,
        validators=[MaxValueValidator(365)],
        help_text=_("0: the age of the account does not matter."),
    )
    words = LocalizedField(
        _("words that are held"),
        long=True,
        blank=True,
        help_text=_(
            "One a line, in its dictionary form: all its inflected forms are met. A word that ends in * stands for all that begin so."
        ),
    )
    appeal_days = models.PositiveSmallIntegerField(
        _("time to appeal (days)"),
        default=APPEAL_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("So long the author can ask for a decision to be looked at again. Then removed texts are erased."),
    )

    class Meta:
        verbose_name = _("moderation")
        verbose_name_plural = _("moderation")

    def __str__(self) -> str:
        return str(self.site)


class MessageTemplate(models.Model):
    """A message to the author, ready in every language; the moderator changes it before sending."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+", verbose_name=_("municipality"))
    name = models.CharField(_("name"), max_length=80, help_text=_("For staff: what the message is for."))
    verb = models.CharField(_("for the decision"), max_length=10, choices=Verb.choices, blank=True)
    rule = models.CharField(_("for the broken rule"), max_length=20, choices=Rule.choices, blank=True)
    text = LocalizedField(_("message"), long=True, max_length=2000)

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def in_language(self, language: str) -> str:
        """The message in the author's language, else in any that there is."""
        return self.text.shown(language)[0]
