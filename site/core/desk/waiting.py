"""What waits for a member of staff, on the first page of the admin. Each app registers what it knows of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """``text`` says what in words («proposals unanswered»), ``number`` how many, ``url`` is where they are. ``late``:
    a day that was promised has passed."""

    text: str
    number: int
    url: str
    late: bool = False


Provider = Callable[[HttpRequest], Iterable[Waiting]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """A provider makes a fixed number of queries, and gives nothing of what the person may not see."""
    _providers[name] = provider


def gather(request: HttpRequest) -> list[Waiting]:
    """What is late first; nothing of what there is none."""
    found = [one for provider in _providers.values() for one in provider(request) if one.number]
    return sorted(found, key=lambda one: not one.late)


class WaitingPanel(Component):
    name = "waiting"
    template_name = "core/admin/waiting.html"
    order = 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"waiting": gather(self.request)}
