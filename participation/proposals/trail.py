"""What the audit trail calls proposals and what is done with them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, Thing, uuids

from .models import Import, Proposal
from .rules import Publication, State

AT_MOST = 100  # proposals that one text finds

VERBS = {
    "proposal.publish": _("Published a proposal"),
    "proposal.edit": _("Changed their proposal"),
    "proposal.withdraw": _("Withdrew their proposal"),
    "proposal.discard": _("Threw a draft away"),
    "proposal.part": _("The author deleted the account"),
    "proposal.support": _("Supported a proposal"),
    "proposal.enter_sheet": _("Wrote down a sheet of signatures"),
    "proposal.withdraw_support": _("Withdrew their support"),
    "proposal.answer": _("Answered a proposal"),
    "proposal.draft_answer": _("Drafted an answer"),
    "proposal.discard_draft_answer": _("Threw a drafted answer away"),
    "proposal.ask_repair": _("Sent a proposal back for repair"),
    "proposal.repair": _("Repaired their proposal"),
    "proposal.accept_repair": _("Accepted a repair"),
    "proposal.drop_repair": _("Dropped the request for repair"),
    "proposal.assign": _("Assigned a proposal"),
    "proposal.note": _("Wrote an internal note"),
    "proposal.move": _("Moved a proposal to another project"),
    "proposal.link": _("Linked proposals"),
    "proposal.unlink": _("Took a link between proposals away"),
    "proposal.merge": _("Merged a proposal into another"),
    "proposal.merge_here": _("Merged another proposal into this one"),
    "proposal.undo_merge": _("Undid a merge"),
    "proposal.undo_merge_here": _("Parted another proposal from this one"),
    "proposal.find_areas": _("Had areas found for proposals"),
}

IMPORTS = {
    "proposal.import_give": _("Gave a file of proposals to be tried"),
    "proposal.import_discard": _("Threw a file of proposals away"),
    "proposal.import_begin": _("Began to bring proposals in from a file"),
    "proposal.import": _("Brought proposals in from a file"),
}


def _find(keys: Collection[str]) -> dict[str, Thing]:
    """Drafts are their writers' own: they are not named."""
    rows = Proposal.objects.exclude(publication=Publication.DRAFT).filter(uuid__in=uuids(keys))
    return {str(row.uuid): Thing(row.title, reverse("proposals_admin:answer", args=[row.pk])) for row in rows}


def _matching(site_id: int | None, text: str) -> list[str]:
    if site_id is None:
        return []
    rows = Proposal.objects.exclude(publication=Publication.DRAFT).filter(site_id=site_id, title__icontains=text)
    return [str(uuid) for uuid in rows.order_by("-pk").values_list("uuid", flat=True)[:AT_MOST]]


def _state(value: Any) -> str:
    return str(State(value).label) if value in State.values else ""


def _day(value: Any) -> str:
    return date_format(date.fromisoformat(value)) if value else ""


def _imports(keys: Collection[str]) -> dict[str, Thing]:
    return {
        str(row.uuid): Thing(row.file_name, row.get_absolute_url())
        for row in Import.objects.filter(uuid__in=uuids(keys))
    }


def _model_field(name: str) -> Any:
    field: Any = Import._meta.get_field(name)
    return field.verbose_name


def register() -> None:
    words.register(
        "proposal",
        Kind(
            label=_("Proposal"),
            verbs=VERBS,
            find=_find,
            matching=_matching,
            facts={
                "before": (_("state before"), _state),
                "state": (_("state"), _state),
                "into": (_("proposal no."), words.as_text),
                "merged": (_("proposal no."), words.as_text),
                "other": (_("proposal no."), words.as_text),
                "supports": (_("supports"), words.as_text),
                "known": (_("known before"), words.as_text),
                "refused": (_("refused"), words.as_text),
                "due_on": (_("due on"), _day),
                **dict.fromkeys(("assignee", "from_project", "to_project", "revision"), ("", words.unsaid)),
            },
        ),
    )
    counts = {name: (_model_field(name), words.as_text) for name in ("added", "known", "refused")}
    words.register(
        "import",
        Kind(
            label=Import._meta.verbose_name,
            verbs=IMPORTS,
            find=_imports,
            facts={"file": (_("file"), words.as_text), "project": ("", words.unsaid), **counts},
        ),
    )
