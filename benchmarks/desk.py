"""Measures what staff do with many proposals: `python -m benchmarks.desk PART`, in the environment of a database.

``list`` prints what the admin's lists and screens cost, as `benchmarks.pages` does; ``xlsx`` and ``csv`` take out every
proposal of the list with its comments, in a process of its own, and print seconds, memory and size.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

from benchmarks.pages import measure

STAFF = "admin@koivuranta.example"


def addresses() -> dict[str, str]:
    """The screens that are measured."""
    from django.urls import reverse

    from participation.proposals.models import Proposal

    index = reverse("proposals_admin:index")
    busiest = Proposal.objects.public().order_by("-comment_count", "pk").first()
    assert busiest is not None
    return {
        "admin, first page": reverse("wagtailadmin_home"),
        "admin list": index,
        "admin list, unanswered, oldest first": f"{index}?answered=false&publication=published&ordering=published_at",
        "admin list, filtered by words": f"{index}?q=ranta",
        "admin list, page 1000": f"{index}?p=1000",
        "admin, one proposal": reverse("proposals_admin:answer", args=[busiest.pk]),
    }


def screens() -> dict[str, dict[str, Any]]:
    return {name: measure(path, user=STAFF) for name, path in addresses().items()}


def taken_out(form: str) -> dict[str, float]:
    """Everything in the list as one file. ``memory``: the most this process took more than before, in MB."""
    from accounts.models import User
    from core.desk.tables import csv_lines, write_xlsx
    from participation.proposals.admin.listing import ProposalDesk

    view = ProposalDesk.asked(User.objects.get(email=STAFF), "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        before, begun = _memory(), time.perf_counter()
        sheets = view.sheets(view.get_queryset())
        if form == "csv":
            with path.open("wb") as file:
                file.writelines(csv_lines(sheets[0]))
        else:
            write_xlsx(str(path), sheets)
        seconds = time.perf_counter() - begun
        size = path.stat().st_size / 2**20
    return {"rows": sheets[0].number, "seconds": seconds, "memory": _memory() - before, "size": size}


def _memory() -> float:
    """The most this process has ever taken, in MB (getrusage(2) counts kilobytes on Linux, bytes on macOS)."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    django.setup()
    part = sys.argv[1]
    print(json.dumps(screens() if part == "list" else taken_out(part)))
