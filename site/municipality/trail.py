"""What the audit trail calls areas and what is done with them."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, Thing, as_text, numbers

from .models import Area

EDIT = "wagtailsnippets_municipality_area:edit"


def _find(keys: Collection[str]) -> dict[str, Thing]:
    rows = Area.objects.filter(pk__in=numbers(keys))
    return {str(row.pk): Thing(str(row.names), reverse(EDIT, args=[row.pk])) for row in rows}


def register() -> None:
    words.register(
        "area",
        Kind(
            label=_("Area"),
            verbs={
                "area.add": _("Added an area"),
                "area.change": _("Changed an area"),
                "area.remove": _("Removed an area"),
            },
            find=_find,
            facts={
                "slug": (_("slug"), as_text),
                "outline": (_("outline changed"), lambda value: _("yes") if value else _("no")),
            },
        ),
    )
    words.register(
        "areas",
        Kind(
            label=_("Areas"),
            verbs={"area.upload": _("Took areas from a file")},
            facts={
                "source": (_("file"), as_text),
                "added": (_("added"), as_text),
                "changed": (_("changed"), as_text),
                "removed": (_("removed"), as_text),
            },
        ),
    )
