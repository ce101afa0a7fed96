"""The author asks for a decision to be looked at again."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusal import insist
from core.text import tidy

from ..models import Appeal, Case, Decision
from ..queries import appeal_situation
from ..rules import APPEAL_LENGTH, why_not_appeal
from .shared import locked_look, note, open_case


@transaction.atomic
def appeal(*, decision: Decision, user: User, now: datetime, text: str) -> Appeal:
    """Once for each decision, within its time; it opens the case anew. Raises Refused, and ValidationError when it
    says nothing or too much."""
    look = locked_look(decision.kind, decision.thing_id)
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    insist(why_not_appeal(appeal_situation(decision, user, now)))
    text = tidy(text)
    if not text:
        raise ValidationError({"text": _("Tell why the decision should be looked at again.")})
    if len(text) > APPEAL_LENGTH:
        raise ValidationError({"text": _("Shorten the text to %(limit)s characters.") % {"limit": APPEAL_LENGTH}})
    case = open_case(look, now)
    made = Appeal.objects.create(decision=decision, case=case, text=text, at=now)
    case.is_appeal, case.version, case.changed_at = True, case.version + 1, now
    case.save(update_fields=["is_appeal", "version", "changed_at"])
    note(case, user, "appeal", decision=decision.pk)
    return made


def first_judge(case: Case) -> set[int]:
    """Who made the decisions that are appealed against in a case: better that another looks at them."""
    return {
        appeal.decision.by_id
        for appeal in case.appeals.filter(answer=None).select_related("decision")
        if appeal.decision.by_id
    }
