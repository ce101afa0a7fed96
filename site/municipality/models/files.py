"""A file of areas between being sent and being confirmed."""

from __future__ import annotations

import zlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class AreaFile(models.Model):
    """Kept in the database, so that any process can show its preview, until it is confirmed, thrown away or a day old."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    packed = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of areas")
        verbose_name_plural = _("files of areas")

    def __str__(self) -> str:
        return self.name

    @property
    def data(self) -> bytes:
        return zlib.decompress(bytes(self.packed))

    @staticmethod
    def pack(data: bytes) -> bytes:
        return zlib.compress(data, 6)
