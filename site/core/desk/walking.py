"""From one thing's screen to the next in the list it was opened from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from .listing import DeskView


@dataclass(frozen=True)
class Walk:
    """``back`` is the list; ``previous`` and ``next`` are addresses, empty at its ends. ``place`` goes with the forms of
    the screen (``?list=…&at=…``), so that the way goes on after an act."""

    back: str
    previous: str = ""
    next: str = ""
    place: str = ""


def walk(request: HttpRequest, desk: type[DeskView], pk: int) -> Walk:
    """Two queries. A thing that has left the list meanwhile (answered, handled) is followed by what took its place."""
    query, at = request.GET.get("list"), request.GET.get("at", "")
    if query is None or not (at.isascii() and at.isdigit() and len(at) < 10):
        return Walk(back=reverse(f"{desk.namespace}:index"))
    view, here = desk.asked(request.user, query), int(at)
    first = max(0, here - 1)
    near = list(view.get_queryset().values_list("pk", flat=True)[first : here + 2])
    around = {first + number: found for number, found in enumerate(near)}
    behind, ahead = around.get(here - 1), around.get(here + 1 if around.get(here) == pk else here)

    def address(found: int | None, place: int) -> str:
        return f"{reverse(desk.item_url_name, args=[found])}?{_place(query, place)}" if found else ""

    return Walk(
        back=view.index_url + (f"?{view.kept_query}" if view.kept_query else ""),
        previous=address(behind, here - 1),
        next=address(ahead, here + 1 if around.get(here) == pk else here),
        place=f"?{_place(query, here)}",
    )


def _place(query: str | None, at: int) -> str:
    values: dict[str, Any] = {"list": query or "", "at": at}
    return urlencode(values)
