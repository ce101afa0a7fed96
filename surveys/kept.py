"""How long what is sent is kept, in words: retention decides it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from participation.retention.planning import Ground, Part

from .engine.definition import Definition
from .engine.kinds import kind_of

CONTACTS, FILES = "survey_contacts", "survey_files"  # as retention knows them


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Empty for what is not asked."""

    contacts: str = ""
    files: str = ""


def asked(definition: Definition, *, raffled: str = "") -> frozenset[str]:
    """The kinds of what is asked. ``raffled``: the question whose addresses a raffle tells of."""
    questions = [one for one in definition.questions() if one.id != raffled]
    found = {CONTACTS for one in questions if kind_of(one.kind).apart}
    return frozenset(found | {FILES for one in questions if one.kind == "file"})


def kept(kinds: frozenset[str], *, site: Site, project_key: UUID | None, now: datetime) -> Kept:
    """Some queries, none without kinds."""
    ground = Ground(site, now)
    said = {kind: _words(ground, Part(kind=kind, project_key=project_key)) for kind in sorted(kinds)}
    return Kept(contacts=said.get(CONTACTS, ""), files=said.get(FILES, ""))


def _words(ground: Ground, part: Part) -> str:
    """Counted as retention counts: from the end of a project that has one."""
    months = ground.months_of(part)
    if months is None:
        return _("They are kept until further notice.")
    if part.project_key is not None and ground.ends.get(part.project_key):
        said = ngettext(
            "They are deleted %(number)s month after the project has ended.",
            "They are deleted %(number)s months after the project has ended.",
            months,
        )
    else:
        said = ngettext(
            "They are deleted %(number)s month after the survey has closed.",
            "They are deleted %(number)s months after the survey has closed.",
            months,
        )
    return said % {"number": months}
