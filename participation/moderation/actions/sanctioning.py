"""What a person may not do for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import roles_of
from accounts.reach import reach_of
from accounts.roles import MODERATES, STAFF
from core import audit
from core.refusal import Refusal, insist
from core.text import tidy

from .. import mails
from ..models import Case, Sanction
from ..rules import MESSAGE_LENGTH, Rule, SanctionKind


@transaction.atomic
def sanction(
    *,
    person: User,
    site_id: int,
    user: User,
    now: datetime,
    kind: str,
    rule: str,
    days: int | None = None,
    message: str = "",
    case: Case | None = None,
) -> Sanction:
    """Warn somebody, or close writing for so many days; without days it has no end. It ends by the clock. The person
    is told by mail. Raises Refused."""
    insist(_why_not(person, site_id, user))
    chosen = SanctionKind(kind)
    ends_at = now + timedelta(days=days) if days and chosen != SanctionKind.WARNING else None
    made = Sanction.objects.create(
        site_id=site_id,
        person=person,
        kind=chosen,
        rule=Rule(rule),
        message=tidy(message)[:MESSAGE_LENGTH],
        case=case,
        starts_at=now,
        ends_at=ends_at,
        by=user,
    )
    _note(made, user, "sanction.give", what=str(chosen), rule=rule, days=days)
    mails.tell_of_sanction(made)
    return made


@transaction.atomic
def lift(*, sanction: Sanction, user: User, now: datetime) -> Sanction:
    """End a sanction before its time; the second call changes nothing. The person is told. Raises Refused."""
    sanction = Sanction.objects.select_for_update().select_related("person").get(pk=sanction.pk)
    insist(_why_not(sanction.person, sanction.site_id, user))
    if not sanction.holds(now):
        return sanction
    sanction.lifted_at, sanction.lifted_by = now, user
    sanction.save(update_fields=["lifted_at", "lifted_by"])
    _note(sanction, user, "sanction.lift")
    mails.tell_of_lifting(sanction)
    return sanction


def _why_not(person: User, site_id: int, user: User) -> Refusal | None:
    """A sanction holds in the whole municipality, so it takes a moderator of the whole; staff are not sanctioned."""
    if not reach_of(user, site_id, MODERATES).everything:
        return Refusal("role", _("Your role does not include sanctions: they hold in the whole municipality."))
    if roles_of(person, site_id) & STAFF:
        return Refusal("staff", _("This person works for the municipality. Talk to them instead."))
    return None


def _note(sanction: Sanction, user: User, verb: str, **detail: object) -> None:
    audit.record(
        site_id=sanction.site_id,
        actor_id=user.pk,
        verb=verb,
        kind="user",
        key=sanction.person_id,
        subject_id=sanction.person_id,
        sanction_id=sanction.pk,
        **detail,
    )
