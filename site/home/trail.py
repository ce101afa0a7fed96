"""What the audit trail calls a municipality, previews of pages, and an import from WordPress."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from core.audit import words
from core.audit.words import Kind, Thing, numbers, uuids

from .models import WordPressImport

IMPORTS = {
    "wordpress.give": _("Gave a WordPress export to be tried"),
    "wordpress.discard": _("Threw a WordPress export away"),
    "wordpress.begin": _("Began to bring pages in from WordPress"),
    "wordpress.import": _("Brought pages in from WordPress"),
}


def _find(keys: Collection[str]) -> dict[str, Thing]:
    return {str(site.pk): Thing(site.site_name or site.hostname) for site in Site.objects.filter(pk__in=numbers(keys))}


def _imports(keys: Collection[str]) -> dict[str, Thing]:
    rows = WordPressImport.objects.filter(uuid__in=uuids(keys))
    return {str(row.uuid): Thing(row.file_name, row.get_absolute_url()) for row in rows}


def _pages(keys: Collection[str]) -> dict[str, Thing]:
    pages = Page.objects.filter(pk__in=numbers(keys))
    return {str(page.pk): Thing(page.title, reverse("preview_links", args=[page.pk])) for page in pages}


def _model_field(name: str) -> Any:
    field: Any = WordPressImport._meta.get_field(name)
    return field.verbose_name


def register() -> None:
    counts = {name: (_model_field(name), words.as_text) for name in ("added", "known")}
    words.register(
        "wordpress",
        Kind(
            label=WordPressImport._meta.verbose_name,
            verbs=IMPORTS,
            find=_imports,
            facts={"file": (_("file"), words.as_text), **counts},
        ),
    )
    words.register(
        "preview",
        Kind(
            label=_("Preview of a page"),
            verbs={
                "preview.make": _("Made a preview link"),
                "preview.withdraw": _("Withdrew a preview link"),
                "preview.end": _("Ended a preview link with its page"),
            },
            find=_pages,
            facts={
                "number": (_("number"), words.as_text),
                "until": (_("works until"), words.as_text),
                "note": (_("for whom"), words.as_text),
            },
        ),
    )
    words.register(
        "site",
        Kind(label=_("Municipality"), verbs={"municipality.start": _("Started the municipality")}, find=_find),
    )
