"""What has happened to a proposal, for staff: who, when and why, the newest first."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from core.audit.queries import Entry, told
from core.models import AuditRow

from ..models import Handling, Move, Proposal, RepairRequest, Version
from ..queries import Trail
from ..rules import RepairOutcome

AT_MOST = 60  # of each kind
COMPARED = 10  # versions whose changes are shown word by word
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Told here from rows of their own, or told nowhere: who supports is nobody's business
TOLD_ELSEWHERE = frozenset(
    {
        *("proposal.publish", "proposal.edit", "proposal.withdraw", "proposal.answer", "proposal.note"),
        *("proposal.support", "proposal.withdraw_support", "proposal.assign", "proposal.move"),
        *("proposal.ask_repair", "proposal.repair", "proposal.accept_repair", "proposal.drop_repair"),
        *("proposal.merge", "proposal.merge_here", "proposal.undo_merge", "proposal.undo_merge_here"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Event:
    """``text``: what somebody wrote then; ``changes``: safe HTML of what was changed; ``url`` leads to the other."""

    at: datetime
    what: str
    who: str = ""
    text: str = ""
    changes: SafeString = field(default=SafeString(""))
    url: str = ""
    step: Handling | None = None


def events(proposal: Proposal, trail: Trail, projects: Mapping[UUID, str]) -> list[Event]:
    """Everything, the newest first: seven queries. ``projects``: titles by key."""
    found = [
        *_author_s(proposal),
        *(_handled(step) for step in proposal.handlings.select_related("by")[:AT_MOST]),
        *(one for row in trail.repairs for one in _repair(row)),
        *_desk_s(proposal),
        *(_moved(move, projects) for move in trail.moves),
        *_versions(proposal),
        *(_audited(entry) for entry in _others(proposal)),
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)


def since(proposal: Proposal, revision: int) -> list[Entry]:
    """What others have done after a revision: what a form made from it does not know."""
    rows = AuditRow.objects.filter(kind="proposal", key=str(proposal.uuid), detail__revision__gt=revision)
    return told(rows.order_by("-pk")[:AT_MOST])


def _author_s(proposal: Proposal) -> Iterator[Event]:
    author = proposal.author.display_name if proposal.author else ""
    if proposal.published_at:
        yield Event(at=proposal.published_at, who=author, what=pgettext("proposal", "Published"))
    if proposal.withdrawn_at:
        yield Event(at=proposal.withdrawn_at, who=author, what=_("Withdrawn by its author"))


def _handled(step: Handling) -> Event:
    return Event(at=step.at, who=_name(step.by), what=step.state_label, text=str(step.text), step=step)


def _repair(row: RepairRequest) -> Iterator[Event]:
    yield Event(at=row.asked_at, who=_name(row.asked_by), what=_("Sent back for repair"), text=row.reason)
    if row.repaired_at:
        yield Event(at=row.repaired_at, what=_("Repaired by the author"))
    ended = {RepairOutcome.ACCEPTED: _("Repair accepted"), RepairOutcome.DROPPED: _("Request for repair dropped")}
    if row.closed_at and row.outcome in ended:
        yield Event(at=row.closed_at, who=_name(row.closed_by), what=ended[RepairOutcome(row.outcome)])


def _desk_s(proposal: Proposal) -> Iterator[Event]:
    for row in proposal.assignments.select_related("assignee", "by").order_by("-at")[:AT_MOST]:
        what = _("Assigned to %(name)s") % {"name": row.assignee} if row.assignee else _("Assigned to nobody")
        if row.due_on:
            what += " · " + _("to be answered by %(day)s") % {"day": date_format(row.due_on)}
        yield Event(at=row.at, who=_name(row.by), what=what, text=row.note)
    for merge in proposal.merges.select_related("into", "by", "undone_by"):
        titled = {"title": merge.into.title}
        url = merge.into.get_absolute_url()
        yield Event(at=merge.at, who=_name(merge.by), what=_("Merged into «%(title)s»") % titled, url=url)
        if merge.undone_at:
            yield Event(
                at=merge.undone_at, who=_name(merge.undone_by), what=_("Parted from «%(title)s»") % titled, url=url
            )
    for merge in proposal.merges_here.select_related("proposal", "by", "undone_by").order_by("-at")[:AT_MOST]:
        titled = {"title": merge.proposal.title}
        url = merge.proposal.get_absolute_url()
        yield Event(at=merge.at, who=_name(merge.by), what=_("«%(title)s» was merged into this") % titled, url=url)
        if merge.undone_at:
            yield Event(
                at=merge.undone_at, who=_name(merge.undone_by), what=_("Parted from «%(title)s»") % titled, url=url
            )


def _moved(move: Move, projects: Mapping[UUID, str]) -> Event:
    said = _("Moved from «%(before)s» to «%(after)s»")
    names = {"before": projects.get(move.from_key, "–"), "after": projects.get(move.to_key, "–")}
    return Event(at=move.at, who=_name(move.by), what=said % names)


def _versions(proposal: Proposal) -> Iterator[Event]:
    """Each earlier text beside the one that replaced it."""
    title, body = proposal.title, proposal.body
    for number, version in enumerate(proposal.versions.all()[:AT_MOST]):
        compared = number < COMPARED
        yield Event(
            at=version.replaced_at,
            what=_("Text changed by its author"),
            changes=_changes(version, title, body) if compared else SafeString(""),
        )
        title, body = version.title, version.body


def _changes(version: Version, title: str, body: str) -> SafeString:
    parts = [changed(version.title, title)] if version.title != title else []
    if version.body != body:
        parts.append(changed(version.body, body))
    return mark_safe("".join(f"<p>{part}</p>" for part in parts))  # noqa: S308  escaped by `changed`


def changed(before: str, after: str) -> SafeString:
    """What went and what came, word by word, in ``<del>`` and ``<ins>``; long stretches that stayed are left out."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    html = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            html.append(_stayed("".join(old[a:b])))
            continue
        if b > a:
            html.append(f"<del>{escape(''.join(old[a:b]))}</del>")
        if d > c:
            html.append(f"<ins>{escape(''.join(new[c:d]))}</ins>")
    return mark_safe("".join(html).replace("\n", "<br>"))  # noqa: S308  escaped above


def _stayed(text: str) -> str:
    return str(escape(text if len(text) < 240 else f"{text[:100]} … {text[-100:]}"))


def _others(proposal: Proposal) -> list[Entry]:
    """What the trail holds besides: drafts, links, and what other rooms do with proposals."""
    rows = AuditRow.objects.filter(kind="proposal", key=str(proposal.uuid)).exclude(verb__in=TOLD_ELSEWHERE)
    return told(rows.order_by("-pk")[:AT_MOST])


def _audited(entry: Entry) -> Event:
    return Event(at=entry.at, who=entry.who, what=entry.what, text=entry.told)


def _name(user: User | None) -> str:
    return user.get_full_name() if user else ""
