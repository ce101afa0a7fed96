"""What the audit trail calls seats and what is done with them."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, Thing, numbers

from .models import Seat


def _find(keys: Collection[str]) -> dict[str, Thing]:
    rows = Seat.objects.filter(pk__in=numbers(keys)).select_related("body", "user")
    return {str(seat.pk): Thing(str(seat)) for seat in rows}


def register() -> None:
    words.register(
        "seat",
        Kind(
            label=_("Seat"),
            verbs={
                "seat.give": _("Gave a seat"),
                "seat.change": _("Changed a seat"),
                "seat.end": _("Ended a seat"),
                "seat.remove": _("Removed a seat given by mistake"),
                "seat.begin": _("A seat began"),
                "seat.lapse": _("A seat came to its end"),
                "seat.import": _("Brought in a council"),
                "read.council": _("Saw the council’s list"),
            },
            find=_find,
            facts={
                "body": (_("body"), words.as_text),
                "title": (_("task"), words.as_text),
                "starts": (_("first day"), words.as_text),
                "ends": (_("last day"), words.as_text),
                "number": (_("number"), words.as_text),
            },
        ),
    )
