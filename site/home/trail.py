"""What the audit trail calls a municipality."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.audit import words
from core.audit.words import Kind, Thing, numbers


def _find(keys: Collection[str]) -> dict[str, Thing]:
    return {str(site.pk): Thing(site.site_name or site.hostname) for site in Site.objects.filter(pk__in=numbers(keys))}


def register() -> None:
    words.register(
        "site",
        Kind(label=_("Municipality"), verbs={"municipality.start": _("Started the municipality")}, find=_find),
    )
