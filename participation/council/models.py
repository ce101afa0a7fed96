"""What the desk keeps of a councillor: when it was looked at, and what the person tells everyone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.fields import LocalizedField

from .rules import INTRO


class Visit(models.Model):
    """``at`` is the newest visit to the desk, ``before`` the one before it."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    before = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "user"], name="one_visit_a_councillor")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.at:%Y-%m-%d}"


class Profile(models.Model):
    """What a councillor has chosen to tell on the public page. There is no row until the person asks for one."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_public = models.BooleanField(_("shown on the public page"), default=False)
    shows_follows = models.BooleanField(_("what I follow is shown"), default=False)
    intro = LocalizedField(_("introduction"), long=True, max_length=INTRO, blank=True)
    contact = models.EmailField(_("e-mail for everyone to see"), blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("councillor’s introduction")
        verbose_name_plural = _("councillors’ introductions")
        constraints = [models.UniqueConstraint(fields=["site", "user"], name="one_profile_a_councillor")]

    def __str__(self) -> str:
        return str(self.user)
