"""What the audit trail calls a municipality."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.audit import words
from core.audit.words import Kind, Thing, numbers


def _find(keys: Collection[str]) -> dict[str, Thing]:
    return {str(site.pk): Thing(site.site_name or site.hostname) for site in Site.objects.filter(pk__in=numbers(keys))}


WORDPRESS = {
    "wordpress.give": _("Gave a WordPress export to be tried"),
    "wordpress.begin": _("Began to bring pages in from WordPress"),
    "wordpress.import": _("Brought pages in from WordPress"),
    "wordpress.discard": _("Threw a WordPress export away"),
}


def register() -> None:
    words.register_verbs(WORDPRESS)
    words.register(
        "site",
        Kind(label=_("Municipality"), verbs={"municipality.start": _("Started the municipality")}, find=_find),
    )
