"""What the audit trail calls what moderators do, to things of any kind and to people."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.audit import words
from core.audit.words import Kind, Thing

from .models import Case
from .rules import Rule, SanctionKind

VERBS = {
    "moderation.report": _("Reported to moderators"),
    "moderation.hold": _("Held back for moderators"),
    "moderation.take_up": _("Took up for moderation"),
    "moderation.take": _("Took a case to judge"),
    "moderation.release": _("Gave a case back to others"),
    "moderation.keep": _("Left as it was"),
    "moderation.approve": _("Let be published"),
    "moderation.hide": _("Hid for now"),
    "moderation.restore": _("Put back into sight"),
    "moderation.remove": _("Removed from sight"),
    "moderation.erase": _("Erased a removed text"),
    "moderation.appeal": _("Appealed a decision"),
    "moderation.reveal": _("Saw who had reported"),
    "moderation.mails": _("Chose mails of moderation"),
    "sanction.give": _("Gave a sanction"),
    "sanction.lift": _("Lifted a sanction"),
}


def _rule(value: Any) -> str:
    return str(Rule(value).label) if value in Rule.values else str(value)


def _sanction(value: Any) -> str:
    return str(SanctionKind(value).label) if value in SanctionKind.values else str(value)


def _cases(keys: Collection[str]) -> dict[str, Thing]:
    rows = Case.objects.filter(pk__in=words.numbers(keys))
    return {str(row.pk): Thing(row.heading, reverse("moderation_admin:case", args=[row.pk])) for row in rows}


def register() -> None:
    words.register("case", Kind(label=Case._meta.verbose_name, verbs={}, find=_cases))
    words.register_verbs(
        VERBS,
        reads={"moderation.reveal"},
        veiled={"moderation.report"},
        facts={
            "rule": (_("rule"), _rule),
            "what": (_("sanction"), _sanction),
            "days": (_("days"), words.as_text),
            **dict.fromkeys(
                ("appeal", "because", "case", "decision", "how", "reporters", "sanction_id"), ("", words.unsaid)
            ),
        },
    )
