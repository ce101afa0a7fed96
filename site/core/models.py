"""The audit trail: rows without foreign keys, so that they outlive what they tell of. The database itself refuses to
change or delete one (migration ``0005_audit_append_only``). Beside it, what staff keep of lists (`desk`) and long work
(`jobs`)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .desk.models import SavedView as SavedView
from .jobs.models import Job as Job


class AuditRow(models.Model):
    at = models.DateTimeField(_("when"), default=timezone.now)
    site_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(_("who"), null=True)
    # The person in whose name the actor did it: staff at the service desk (`core.behalf`)
    behalf_id = models.BigIntegerField(_("in whose name"), null=True)
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
            # A page of the list, whatever it is narrowed to first, is the next rows of one of these.
            models.Index(fields=["site_id", "-at", "-id"], name="audit_newest"),
            models.Index(fields=["site_id", "verb", "-at", "-id"], name="audit_verb"),
            models.Index(fields=["site_id", "kind", "-at", "-id"], name="audit_kind"),
            models.Index(fields=["site_id", "actor_id", "-at", "-id"], name="audit_actor"),
            models.Index(fields=["site_id", "subject_id", "-at", "-id"], name="audit_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.kind} {self.key}"


class RateCount(models.Model):
    """How often something was done in a stretch of time: `core.limits`. The key tells nobody who did it."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("rate count")
        verbose_name_plural = _("rate counts")

    def __str__(self) -> str:
        return str(self.number)
