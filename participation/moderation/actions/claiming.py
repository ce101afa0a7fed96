"""«I am on it»: seen by the others in the list, and over by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from core.refusal import insist

from ..models import Case
from ..rules import CLAIM, why_not_judge
from .shared import locked_case, note, situation_of


@transaction.atomic
def take(*, case: Case, user: User, now: datetime, seen: int) -> Case:
    """Say that one is on it, also when somebody else was. Whoever looks at the case meanwhile is told when deciding.
    Raises Refused."""
    case, look = locked_case(case)
    insist(why_not_judge(situation_of(case, look, user, seen)))
    if case.taken_by_id != user.pk:
        case.version, case.changed_at = case.version + 1, now
    case.taken_by, case.taken_until = user, now + CLAIM
    case.save(update_fields=["taken_by", "taken_until", "version", "changed_at"])
    note(case, user, "take")
    return case


@transaction.atomic
def release(*, case: Case, user: User, seen: int) -> Case:
    """Let others take it. Raises Refused."""
    case, look = locked_case(case)
    insist(why_not_judge(situation_of(case, look, user, seen)))
    if case.taken_by_id == user.pk:
        case.taken_by, case.taken_until = None, None
        case.save(update_fields=["taken_by", "taken_until"])
        note(case, user, "release")
    return case
