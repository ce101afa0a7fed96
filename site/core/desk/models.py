"""Views of lists that staff keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class SavedView(models.Model):
    """The filters, search and order of a list under a name. ``query`` is the address's; ``site``: shared with everyone
    who sees this list in the municipality, ``None`` for the keeper alone."""

    desk = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2000)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["desk", "user", "name"], name="one_view_of_a_name")]

    def __str__(self) -> str:
        return self.name
