"""What the municipality says to opinions: themes, responses, and what became of each opinion."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import LocalizedField

from ..answering.rules import Outcome
from .opinion import Opinion


class OpinionTheme(models.Model):
    """What opinions on one consultation are about, as staff sort them."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    consultation_key = models.UUIDField(db_index=True)
    names = LocalizedField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("theme of opinions")
        verbose_name_plural = _("themes of opinions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.names)


class Response(models.Model):
    """The municipality's response (vastine / bemötande), to one opinion or to many."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    consultation_key = models.UUIDField()
    subject = LocalizedField(_("what it is about"), max_length=120)
    text = LocalizedField(_("response"), long=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("response to opinions")
        verbose_name_plural = _("responses to opinions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation_key", "published_at"], name="response_of_consultation")]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def is_complete(self) -> bool:
        """Whether it is written in every language, as far as what is published must be."""
        from django.conf import settings

        return all(self.text.get(code) and self.subject.get(code) for code, _name in settings.LANGUAGES)


class HandlingQuerySet(models.QuerySet["OpinionHandling"]):
    def of(self, key: UUID) -> HandlingQuerySet:
        return self.filter(consultation_key=key)

    def published(self) -> HandlingQuerySet:
        return self.filter(published_at__isnull=False)

    def ready(self) -> HandlingQuerySet:
        """Those that can be published: a response and an outcome, with its reason; of what has not been taken back."""
        waiting = self.filter(published_at=None, response__isnull=False, opinion__removed_at=None)
        return waiting.exclude(outcome="")


class OpinionHandling(models.Model):
    """What became of an opinion. It is seen by staff alone until ``published_at``."""

    opinion = models.OneToOneField(Opinion, models.CASCADE, primary_key=True, related_name="handling")
    consultation_key = models.UUIDField()
    theme = models.ForeignKey(OpinionTheme, models.SET_NULL, null=True, blank=True, related_name="handlings")
    response = models.ForeignKey(Response, models.SET_NULL, null=True, blank=True, related_name="handlings")
    outcome = models.CharField(_("outcome"), max_length=6, choices=Outcome.choices, blank=True)
    reason = LocalizedField(_("reason"), long=True, blank=True)
    published_at = models.DateTimeField(null=True)

    objects = HandlingQuerySet.as_manager()

    class Meta:
        verbose_name = _("handling of an opinion")
        verbose_name_plural = _("handling of opinions")
        indexes = [
            models.Index(fields=["consultation_key", "published_at"], name="handling_of_consultation"),
            models.Index(fields=["response", "published_at", "opinion"], name="handling_of_response"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(outcome="") | ~Q(reason={}), name="outcome_of_opinion_has_reason"),
            models.CheckConstraint(
                condition=Q(published_at=None) | (Q(response__isnull=False) & ~Q(outcome="")),
                name="published_handling_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} {self.outcome}"
