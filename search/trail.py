"""What the audit trail calls what editors teach the search."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.audit import words
from core.audit.words import Kind, Thing, as_text, numbers

from .tuning.models import Pin, Synonym


def _find(model: Any) -> Any:
    def find(keys: Collection[str]) -> dict[str, Thing]:
        edit = f"wagtailsnippets_search_{model._meta.model_name}:edit"
        rows = model.objects.filter(pk__in=numbers(keys))
        return {str(row.pk): Thing(str(row), reverse(edit, args=[row.pk])) for row in rows}

    return find


def register() -> None:
    words.register(
        "synonym",
        Kind(
            label=_("Synonym"),
            verbs={
                "synonym.add": _("Added a synonym to the search"),
                "synonym.change": _("Changed a synonym of the search"),
                "synonym.remove": _("Removed a synonym from the search"),
            },
            find=_find(Synonym),
            facts={"words": (pgettext_lazy("synonym", "words"), as_text), "means": (_("mean also"), as_text)},
        ),
    )
    words.register(
        "synonyms",
        Kind(
            label=_("Synonyms"),
            verbs={"synonym.add_ready": _("Took the ready list of synonyms into use")},
            facts={"number": (_("number"), as_text)},
        ),
    )
    words.register(
        "pin",
        Kind(
            label=_("Pinned result"),
            verbs={
                "pin.add": _("Pinned a result to a search"),
                "pin.change": _("Changed a pinned result"),
                "pin.remove": _("Removed a pinned result"),
            },
            find=_find(Pin),
            facts={"leads_to": (_("leads to"), as_text)},
        ),
    )
