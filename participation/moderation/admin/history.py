"""What has happened to a thing, from the audit trail: to everybody's eyes on its screen, and what somebody else did while
one was looking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import AuditRow

from ..models import Case
from ..rules import Rule

SHOWN = 60
DONE: dict[str, Any] = {
    "moderation.report": _("Reported"),
    "moderation.hold": _("Held before publishing"),
    "moderation.take_up": _("Taken up"),
    "moderation.take": _("«I am on it»"),
    "moderation.release": _("Let go"),
    "moderation.keep": _("Left as it is"),
    "moderation.approve": _("Published"),
    "moderation.hide": _("Hidden for now"),
    "moderation.restore": _("Restored"),
    "moderation.remove": _("Removed"),
    "moderation.appeal": _("The author appealed"),
    "moderation.erase": _("Erased for good"),
    "moderation.reveal": _("Looked at who reported"),
}
BY_AUTHOR: dict[str, Any] = {
    "add": _("Written"),
    "publish": _("Sent to be published"),
    "edit": _("Changed by its author"),
    "repair": _("Changed by its author"),
    "remove": _("Removed by its author"),
    "withdraw": _("Withdrawn by its author"),
}
ANONYMOUS = frozenset({"moderation.report"})  # who reported is told to nobody here


@dataclass(frozen=True)
class Happening:
    at: datetime
    what: str
    who: str


def rows_of(case: Case) -> list[AuditRow]:
    """The newest rows about the thing, newest first. One query."""
    wanted = [*DONE, *(f"{case.kind}.{verb}" for verb in BY_AUTHOR)]
    rows = AuditRow.objects.filter(kind=case.kind, key=str(case.thing_key), verb__in=wanted)
    return list(rows.order_by("-id")[:SHOWN])


def told(rows: list[AuditRow]) -> list[Happening]:
    """In words, in the order given. One query."""
    ids = {row.actor_id for row in rows if row.actor_id and row.verb not in ANONYMOUS}
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}
    return [
        Happening(row.at, _what(row), names.get(row.actor_id or 0, "") if row.verb not in ANONYMOUS else "")
        for row in rows
    ]


def since(rows: list[AuditRow], seen_row: int, user: User) -> list[AuditRow]:
    """What others have done since a row was the newest; reports do not count."""
    return [row for row in rows if row.pk > seen_row and row.actor_id != user.pk and row.verb not in ANONYMOUS]


def _what(row: AuditRow) -> str:
    words = str(DONE.get(row.verb) or BY_AUTHOR.get(row.verb.partition(".")[2], row.verb))
    rule = row.detail.get("rule") or row.detail.get("reason")
    return f"{words}: {Rule(rule).label}" if rule in Rule.values else words
