"""Somebody thinks that a thing breaks the rules."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import roles_of
from accounts.reach import reach_of
from accounts.roles import MODERATES, Role
from core.refusal import Refusal, Refused, insist
from core.text import tidy

from ..models import Case, Report
from ..rules import REPORT_LENGTH, Rule, Standing
from .shared import GONE, locked_look, note, open_case


@transaction.atomic
def report(
    *,
    kind: str,
    thing_id: int,
    site_id: int,
    user: User | None,
    network: str,
    now: datetime,
    reason: str,
    text: str = "",
) -> bool:
    """Count a report; whether it is the person's first of this text. Who is not signed in is known by the network,
    kept as a keyed hash. Raises Refused (not there, one's own)."""
    look = locked_look(kind, thing_id)
    if look.site_id != site_id or look.standing != Standing.PUBLIC or not look.readable:
        raise Refused(GONE)
    if user is not None and look.author_id == user.pk:
        raise Refused(Refusal("own", _("This is your own text. You can remove it yourself.")))
    key = person_key(user, network)
    if Report.objects.filter(case__kind=kind, case__thing_id=thing_id, person_key=key, at__gt=look.written_at).exists():
        return False
    case = open_case(look, now)
    _row, created = Report.objects.get_or_create(
        case=case,
        person_key=key,
        defaults={"reason": Rule(reason), "text": tidy(text)[:REPORT_LENGTH], "reporter": user, "at": now},
    )
    if created:
        case.report_count += 1
        case.save(update_fields=["report_count"])
        note(case, user, "report", reason=reason)
    return created


@transaction.atomic
def take_up(*, kind: str, thing_id: int, site_id: int, user: User, now: datetime) -> Case:
    """A moderator opens a case of what nobody has reported; the newest one when it has been judged already. Raises
    Refused."""
    look = locked_look(kind, thing_id)
    reach = reach_of(user, site_id, MODERATES)
    if look.site_id != site_id or not reach.covers(project_key=look.project_key, theme_id=look.theme_id):
        raise Refused(Refusal("role", _("Your role does not include moderating this.")))
    known = Case.objects.filter(kind=kind, thing_id=thing_id).order_by("-id").first()
    if known is not None and (known.is_open or look.standing != Standing.PUBLIC):
        return known
    case = open_case(look, now)
    note(case, user, "take_up")
    return case


def reveal_reporters(*, case: Case, user: User) -> list[Report]:
    """The reports with who made them, for an administrator who has to know (misuse of reports): looking leaves a mark.
    Raises Refused."""
    roles = roles_of(user, case.site_id)
    insist(None if Role.ADMINISTRATOR in roles else Refusal("role", _("Only an administrator sees who reported.")))
    with transaction.atomic():
        reports = list(case.reports.filter(by_screening=False).select_related("reporter"))
        note(case, user, "reveal", reporters=[row.reporter_id for row in reports if row.reporter_id])
    return reports


def person_key(user: User | None, network: str) -> str:
    who = f"user {user.pk}" if user is not None else f"network {network}"
    return salted_hmac("moderation.report", who, algorithm="sha256").hexdigest()
