"""Proposals and supports in the table of personal data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.personal import Attached, Leaving, Personal, each, exempt, register

from . import actions
from .models import Proposal, Support


def _proposals(user: User) -> Any:
    return Proposal.objects.filter(author=user).select_related("theme", "area")


def _tell(rows: Sequence[Proposal]) -> Iterable[Mapping[str, Any]]:
    prefetch_related_objects(list(rows), "versions", "pictures")
    return [_proposal(row) for row in rows]


def _proposal(row: Proposal) -> Mapping[str, Any]:
    return {
        "title": row.title,
        "text": row.body,
        "language": row.language,
        "theme": str(row.theme.names) if row.theme else "",
        "area": str(row.area.names) if row.area else "",
        "place": row.place,
        "latitude": row.lat,
        "longitude": row.lon,
        "standing": row.get_publication_display(),
        "state": row.state_label,
        "rule": row.rule_label,
        "supports": row.support_count,
        "comments": row.comment_count,
        "saved_at": row.saved_at,
        "published_at": row.published_at,
        "edited_at": row.edited_at,
        "withdrawn_at": row.withdrawn_at,
        "pictures": [Attached(picture.large, picture.alt) for picture in row.pictures.all()],
        "earlier": [{"title": old.title, "text": old.body, "at": old.written_at} for old in row.versions.all()],
    }


def _support(row: Support) -> Mapping[str, Any]:
    return {"proposal": row.proposal.title if row.proposal.is_public else "", "at": row.created_at}


def _part_from_supports(leaving: Leaving) -> None:
    while actions.part_from_supports(leaving=leaving):
        pass


def register_proposals() -> None:
    register(
        Personal(
            model="proposals.Proposal",
            title=_("Proposals and drafts"),
            rows=_proposals,
            export=_tell,
            erase=lambda leaving: actions.part_from_proposals(leaving=leaving),
            why=_("So that the municipality and its people see what you propose, and you hear what came of it."),
            kept=_("The text for good, as the municipality’s archive; your name until the municipality’s time limit."),
            gone=_(
                "Drafts are deleted. What is public stays without a name, or is withdrawn, as you choose; what the "
                "municipality has answered stays."
            ),
            parts=["proposals.Version", "proposals.Picture"],
        )
    )
    register(
        Personal(
            model="proposals.Support",
            title=pgettext_lazy("own data", "Supports"),
            rows=lambda user: Support.objects.filter(user=user).select_related("proposal"),
            export=each(_support),
            erase=_part_from_supports,
            why=_("So that everybody is counted once."),
            kept=_("The number for good; who gave it until the municipality’s time limit."),
            gone=_("Stays counted without your name, or goes, as you choose."),
        )
    )
    _exempt_handling()


def _exempt_handling() -> None:
    office = "an act in office: it stays, and who did it is a link that goes with the account"
    for name in ("Assignment", "DraftAnswer", "Handling", "Import", "Link", "Merge", "Move", "Note", "RepairRequest"):
        exempt(f"proposals.{name}", office)
    exempt("proposals.ImportProblem", "why a row of a table was refused: line, column and code")
