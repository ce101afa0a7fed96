"""What the audit trail calls strong identification. Nobody's identification is in it: only how it was set up."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core.audit import words
from core.audit.words import Kind, Thing, numbers

from .models import Provider


def _find(keys: Collection[str]) -> dict[str, Thing]:
    sites = Site.objects.filter(pk__in=numbers(keys))
    return {str(site.pk): Thing(site.site_name or site.hostname) for site in sites}


def _fields(value: Any) -> str:
    return ", ".join(str(_label(name)) for name in value)


def _label(name: str) -> Any:
    return _("secret") if name == "secret" else getattr(Provider._meta.get_field(name), "verbose_name", name)


def register() -> None:
    words.register(
        "identification",
        Kind(
            label=_("Strong identification"),
            verbs={
                "identification.save": _("Set up strong identification"),
                "identification.remove": _("Removed strong identification"),
            },
            find=_find,
            facts={"changed": (_("changed"), _fields), "issuer": (_("issuer"), words.as_text)},
        ),
    )
