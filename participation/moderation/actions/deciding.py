"""A moderator decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from core.refusal import insist
from core.text import tidy

from .. import mails, things
from ..models import Appeal, Case, Decision
from ..queries import settings_of
from ..rules import AFTER, MESSAGE_LENGTH, NEEDS_RULE, Standing, Verb, why_not_decide
from .shared import locked_case, note, situation_of


@transaction.atomic
def decide(
    *, case: Case, user: User, now: datetime, seen: int, verb: str, rule: str = "", message: str = ""
) -> Decision:
    """Carry out a decision and close the case. ``seen`` is the version of the case that the moderator looked at: when
    somebody has done something since, nothing is done (code ``outdated``). The author is told by mail of what concerns
    them. Raises Refused."""
    case, look = locked_case(case)
    message = tidy(message)[:MESSAGE_LENGTH]
    insist(why_not_decide(situation_of(case, look, user, seen), verb, rule, message))
    measure = verb in NEEDS_RULE
    before = look.standing if look else Standing.GONE
    after = _after(verb, before, look)
    decision = Decision.objects.create(
        case=case,
        site_id=case.site_id,
        kind=case.kind,
        thing_id=case.thing_id,
        author_id=case.author_id,
        verb=verb,
        before=before,
        after=after,
        rule=rule if measure else "",
        message=message,
        by=user,
        at=now,
        appeal_until=now + timedelta(days=settings_of(case.site_id).appeal_days) if measure else None,
    )
    _carry_out(decision, look, now)
    answered = list(case.appeals.filter(answer=None).select_related("decision"))
    Appeal.objects.filter(pk__in=[appeal.pk for appeal in answered]).update(answer=decision)
    case.standing, case.closed_at = after, max(now, case.opened_at)
    case.taken_by, case.taken_until = None, None
    case.version, case.changed_at = case.version + 1, now
    case.save()
    note(case, user, str(verb), rule=decision.rule, decision=decision.pk, appeal=bool(answered))
    mails.tell_author(decision, case, look, appealed=bool(answered))
    return decision


def _after(verb: str, before: Standing, look: things.Look | None) -> Standing:
    """How the thing stands then. What never was public is not removed but left unpublished."""
    if verb == Verb.KEEP or look is None:
        return before
    if verb == Verb.REMOVE and not look.public_before:
        return Standing.REJECTED
    return AFTER[Verb(verb)]


def _carry_out(decision: Decision, look: things.Look | None, now: datetime) -> None:
    kind = things.get(decision.kind)
    if look is None or kind is None or decision.after == decision.before:
        return
    kind.judge(look.id, things.Judgement(standing=Standing(decision.after), rule=decision.rule, at=now))
    if decision.after == Standing.PUBLIC:
        measures = Decision.objects.filter(kind=decision.kind, thing_id=decision.thing_id, verb__in=list(NEEDS_RULE))
        measures.filter(reversed_at=None).update(reversed_at=now)
