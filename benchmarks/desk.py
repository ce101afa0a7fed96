"""Measures what staff do with many proposals: `python -m benchmarks.desk PART`, in the environment of a database.

``list`` prints what the admin's lists and screens cost, as `benchmarks.pages` does; ``xlsx`` and ``csv`` take out every
proposal of the list with its comments, in a process of its own, and print seconds, memory and size.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import threading
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
    """Everything in the list as one file."""
    from accounts.models import User
    from core.desk.tables import csv_lines, write_xlsx
    from participation.proposals.admin.listing import ProposalDesk

    view = ProposalDesk.asked(User.objects.get(email=STAFF), "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        begun = time.perf_counter()
        with Memory() as memory:
            sheets = view.sheets(view.get_queryset())
            if form == "csv":
                with path.open("wb") as file:
                    file.writelines(csv_lines(sheets[0]))
            else:
                write_xlsx(str(path), sheets)
        seconds = time.perf_counter() - begun
        size = path.stat().st_size / 2**20
    return {"rows": sheets[0].number, "seconds": seconds, "memory": memory.more, "size": size}


class Memory:
    """The most memory of its own that this process has while the block runs, over what it had before, in MB. Pages of
    the database file that are mapped are not its own (proc(5), RssAnon); elsewhere than on Linux they count."""

    def __enter__(self) -> Memory:
        self.before = self.peak = _own_memory()
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._ended.wait(0.05):
            self.peak = max(self.peak, _own_memory())

    @property
    def more(self) -> float:
        return self.peak - self.before


def _own_memory() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^RssAnon:\s+(\d+) kB", status.read_text(), re.M)
        return int(found[1]) / 2**10 if found else 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts bytes


if __name__ == "__main__":
    django.setup()
    part = sys.argv[1]
    print(json.dumps(screens() if part == "list" else taken_out(part)))
