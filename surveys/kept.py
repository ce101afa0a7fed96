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


def kept(definition: Definition, *, site: Site, project_key: UUID | None, now: datetime, raffled: str = "") -> Kept:
    """``raffled``: the question whose addresses a raffle tells of. Some queries where addresses or files are asked for,
    none otherwise."""
    ground = Ground(site, now)
    asked = {kind_of(one.kind).apart for one in definition.questions() if one.id != raffled}
    takes_files = any(one.kind == "file" for one in definition.questions())
    return Kept(
        contacts=_words(ground, Part(kind=CONTACTS, project_key=project_key)) if True in asked else "",
        files=_words(ground, Part(kind=FILES, project_key=project_key)) if takes_files else "",
    )


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
