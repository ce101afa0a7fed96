"""What waits for those who handle proposals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.queries import sites_where
from accounts.roles import HANDLES_PROPOSALS
from core.desk.waiting import Waiting

from ..rules import Repair, State
from .policy import visible_to


def proposals_to_handle(request: HttpRequest) -> Iterator[Waiting]:
    """Five counts."""
    sites = sites_where(request.user, HANDLES_PROPOSALS)
    if sites is not None and not sites:
        return
    found = _counted(request.user, timezone.localdate())
    texts = {
        "overdue": ngettext("proposal overdue", "proposals overdue", found["overdue"]),
        "mine": ngettext("proposal given to you", "proposals given to you", found["mine"]),
        "received": ngettext("proposal nobody has taken up", "proposals nobody has taken up", found["received"]),
        "repaired": ngettext(
            "proposal repaired by its author", "proposals repaired by their authors", found["repaired"]
        ),
        "drafts": ngettext("answer drafted, not published", "answers drafted, not published", found["drafts"]),
    }
    queries = {
        "overdue": "due=overdue&ordering=due_on",
        "mine": "publication=published&answered=false&whose=me&ordering=due_on",
        "received": "publication=published&state=received&ordering=published_at",
        "repaired": "repair=repaired",
        "drafts": "draft=true",
    }
    index = reverse("proposals_admin:index")
    for name, text in texts.items():
        yield Waiting(text=text, number=found[name], url=f"{index}?{queries[name]}", late=name == "overdue")


def _counted(user: Any, today: date) -> dict[str, int]:
    """Each from an index of its own, so that it costs little however many proposals there are."""
    seen = visible_to(user)
    return {
        "overdue": seen.overdue(today).count(),
        "mine": seen.unanswered().filter(assignee=user).count(),
        "received": seen.public().filter(state=State.RECEIVED).count(),
        "repaired": seen.public().filter(repair=Repair.REPAIRED).count(),
        "drafts": seen.with_draft_answer().count(),
    }
