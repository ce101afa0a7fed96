"""Measures one request after another in this process: `python -m benchmarks.pages`, in the environment of a database;
`python -m benchmarks.pages typed` what is asked for while somebody types.

Prints JSON: for each page its path and what a request costs.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import django

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 15
WARM_UP = 3
HOST = "localhost"


@dataclass(frozen=True)
class Answer:
    """What one request cost: CPU and clock time in milliseconds."""

    cpu: float
    time: float


def addresses() -> dict[str, str]:
    """The pages that are measured, in the project that holds most proposals."""
    from django.db.models import Count
    from django.urls import reverse
    from django.utils import translation

    from participation.projects.models import ProjectPage
    from participation.proposals.models import Proposal
    from participation.proposals.rules import Publication

    published = Proposal.objects.filter(publication=Publication.PUBLISHED)
    largest = published.values("project_key").annotate(number=Count("pk")).order_by("-number").first()
    assert largest is not None
    with translation.override("fi"):
        project = ProjectPage.objects.live().get(translation_key=largest["project_key"], locale__language_code="fi")
        detail = published.filter(project_key=largest["project_key"]).order_by("-comment_count", "pk").first()
        listing, search = reverse("proposals:list"), reverse("search:search")
        return {
            "home": "/fi/",
            "project": project.get_url(),
            "list": listing,
            "list, filtered by words": f"{listing}?q=ranta&order=supported",
            "list, page 50": f"{listing}?page=50",
            "list, map of all": f"{listing}?view=map",
            "list, map of a part": f"{listing}?view=map&box=23.921875,60.140625,23.953125,60.15625",
            "places of a moved map": f"{reverse('proposals:places')}?seen=23.9,60.14,23.98,60.17&width=600",
            "detail": detail.get_absolute_url(),
            "search, rare word": f"{search}?q=kirkkovene",
            "search, common word": f"{search}?q=ranta",
            "search, mistyped word": f"{search}?q=koirapusto",
        }


def while_typing() -> dict[str, str]:
    """Similar proposals for titles that are being written, and suggestions for what stands in a search box. One network
    may not ask for them as often as a load test would (`core.pace`)."""
    from django.urls import reverse
    from django.utils import translation

    titles = {
        "telling words": "Uimalaituri Harjulan mäelle",
        "very common words": "Penkkejä Rantakadulle",
        "words of nothing": "Avaruusasema kuun taakse",
        "a long title": "Haluaisimme lisää penkkejä ja katulamppuja Rantakadulle, Asemapuistoon ja torin laidalle",
    }
    with translation.override("fi"):
        similar, suggest = reverse("proposals:similar"), reverse("search:suggest")
        return {
            **{f"similar, {name}": f"{similar}?title={quote(title)}" for name, title in titles.items()},
            **{f"suggestions, «{typed}»": f"{suggest}?q={quote(typed)}" for typed in ("pe", "koirap", "ranta vi")},
        }


def measure(path: str, *, user: str = "") -> dict[str, float | int | str]:
    """Medians of many requests: with the shared cache emptied before each (``cold``), and as they follow each other.
    ``user``: the address of who asks; nobody in particular when empty."""
    cold, warm = _ask(path, user, empty_first=True), _ask(path, user, empty_first=False)
    return {
        "path": path,
        "cpu_cold": statistics.median(one.cpu for one in cold),
        "cpu": statistics.median(one.cpu for one in warm),
        "time": statistics.median(one.time for one in warm),
        "queries_cold": _queries(path, user, empty_first=True),
        "queries": _queries(path, user, empty_first=False),
    }


def _client(user: str) -> Client:
    from django.test import Client

    from accounts.models import User

    client = Client(headers={"host": HOST})
    if user:
        client.force_login(User.objects.get(email=user))
    return client


def _ask(path: str, user: str, *, empty_first: bool) -> list[Answer]:
    from django.core.cache import cache

    client = _client(user)
    answers = []
    for _ in range(WARM_UP + ROUNDS):
        if empty_first:
            cache.clear()
        cpu, clock = time.process_time(), time.perf_counter()
        response = client.get(path)
        answers.append(Answer((time.process_time() - cpu) * 1000, (time.perf_counter() - clock) * 1000))
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status_code}")
    return answers[WARM_UP:]


def _queries(path: str, user: str, *, empty_first: bool) -> int:
    """Counted apart: counting takes time."""
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = _client(user)
    client.get(path)
    if empty_first:
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


if __name__ == "__main__":
    django.setup()
    asked = while_typing() if sys.argv[1:] == ["typed"] else addresses()
    print(json.dumps({name: measure(path) for name, path in asked.items()}))
