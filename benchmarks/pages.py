"""Measures one request after another in this process: `python -m benchmarks.pages`, in the environment of a database.

Prints JSON: for each page its path, CPU time of a request in milliseconds with an empty cache, and its queries.
"""

from __future__ import annotations

import json
import statistics
import time

import django

ROUNDS = 15
WARM_UP = 3
HOST = "localhost"


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
            "detail": detail.get_absolute_url(),
            "search, rare word": f"{search}?q=kirkkovene",
            "search, common word": f"{search}?q=ranta",
        }


def measure(path: str) -> dict[str, float | int | str]:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": HOST})
    times, queries = [], 0
    for number in range(WARM_UP + ROUNDS):
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            begun = time.process_time()
            response = client.get(path)
            took = time.process_time() - begun
        assert response.status_code == 200, f"{path}: {response.status_code}"
        queries = len(captured)
        if number >= WARM_UP:
            times.append(took * 1000)
    return {"path": path, "cpu_ms": statistics.median(times), "queries": queries}


if __name__ == "__main__":
    django.setup()
    print(json.dumps({name: measure(path) for name, path in addresses().items()}))
