"""What was sent when it could not be done: the time had run out, or it would have been done in the clerk's own name.

It waits in the clerk's session, is shown, and is sent again only by the clerk's own press: to the same person when acting
for that person has been begun anew, or knowingly in the clerk's own name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

KEY = "acting_held"
OVER, OWN = "over", "own"
OWN_NAME = "in_own_name"  # a field of the form that says: knowingly
CARRIED = frozenset({"csrfmiddlewaretoken", OWN_NAME})
LONGEST, FIELDS = 12_000, 60
KEPT = 60 * 60  # seconds
SHORTEST_SHOWN = 4  # characters


@dataclass(frozen=True)
class Held:
    """``why``: `OVER` or `OWN`. ``person_id``: in whose name it was meant. ``files``: some could not be kept."""

    why: str
    path: str
    fields: list[list[str]]
    person_id: int | None
    name: str
    files: bool

    @property
    def texts(self) -> list[str]:
        """What is worth showing: words, not keys and stamps."""
        return [
            text
            for name, text in self.fields
            if name not in ("shown_at", "more_about", "uuid", "draft", "next") and len(text.strip()) >= SHORTEST_SHOWN
        ]


def keep(request: Any, why: str) -> HttpResponseBase:
    """Keep what was sent and show it."""
    over = request.acting_over
    fields = [[name, text[:LONGEST]] for name, texts in request.POST.lists() for text in texts if name not in CARRIED][
        :FIELDS
    ]
    request.session[KEY] = {
        "why": why,
        "path": request.get_full_path(),
        "fields": fields,
        "person_id": over.person_id if over else None,
        "name": str(over.person) if over else "",
        "files": bool(request.FILES),
        "at": timezone.now().timestamp(),
    }
    return redirect("acting:held")


def read(request: HttpRequest) -> Held | None:
    kept = request.session.get(KEY)
    if not kept or kept["at"] < timezone.now().timestamp() - KEPT:
        return None
    return Held(**{name: kept[name] for name in Held.__dataclass_fields__})


def drop(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
