"""What `accounts.security` keeps itself. (Passkeys, TOTP secrets and sessions are in allauth's tables.)"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .rules import UNDO_WITHIN


class EmailChangeQuerySet(models.QuerySet["EmailChange"]):
    def undoable(self, now: datetime) -> EmailChangeQuerySet:
        """Changes that can still be taken back. Until then nobody else gets the old address."""
        return self.filter(changed_at__gt=now - UNDO_WITHIN, undone_at=None)


class EmailChange(models.Model):
    """A person's address was changed. Rows go with the person, and a while after the change."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="email_changes")
    old = models.EmailField(_("old address"), db_index=True)
    new = models.EmailField(_("new address"))
    changed_at = models.DateTimeField(_("changed at"), db_index=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True)

    objects = EmailChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of an e-mail address")
        verbose_name_plural = _("changes of e-mail addresses")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.changed_at:%Y-%m-%d %H:%M}"
