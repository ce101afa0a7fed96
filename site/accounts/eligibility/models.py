"""What people have told of themselves for taking part where it is asked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .rules import Basis


class Told(models.Model):
    """A person's own word in one municipality: never a date of birth, never the name of another municipality.
    ``age`` is in whole years on the day of telling, and no more than was needed (`rules.kept_age`)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="told")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    age = models.PositiveSmallIntegerField(_("age"), null=True, blank=True)
    age_or_more = models.BooleanField(default=False)
    age_at = models.DateTimeField(null=True, blank=True)
    basis = models.CharField(_("in what capacity"), max_length=14, choices=Basis.choices, blank=True)
    basis_at = models.DateTimeField(null=True, blank=True)
    changes = models.PositiveSmallIntegerField(default=0)  # how often one answer has been changed into another

    class Meta:
        verbose_name = _("what a person has told")
        verbose_name_plural = _("what people have told")
        constraints = [
            models.UniqueConstraint(fields=["user", "site"], name="told_once_a_site"),
            models.CheckConstraint(
                condition=Q(age__isnull=True, age_at__isnull=True) | Q(age__isnull=False, age_at__isnull=False),
                name="told_age_has_time",
            ),
            models.CheckConstraint(
                condition=Q(basis="", basis_at__isnull=True) | ~Q(basis="") & Q(basis_at__isnull=False),
                name="told_basis_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.basis}"
