"""The audit trail: rows without foreign keys, so that they outlive what they tell of."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditRow(models.Model):
    at = models.DateTimeField(_("when"), default=timezone.now)
    site_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(_("who"), null=True)
    verb = models.CharField(_("what"), max_length=60)
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("of what"), max_length=80)
    subject_id = models.BigIntegerField(_("whose"), null=True)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("audit row")
        verbose_name_plural = _("audit rows")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["kind", "key"], name="audit_kind_key"),
            models.Index(fields=["site_id", "-at"], name="audit_site_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.kind} {self.key}"
