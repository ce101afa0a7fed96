"""What comments and proposals tell of their texts: sent, changed, taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from accounts.queries import roles_of

from ..models import Case, Report, TextPrint
from ..queries import settings_of
from ..rules import NEVER_HELD, Premoderation, Standing, Suspicion
from ..screening import Facts, Screen, digest, suspicions
from ..things import Look
from .shared import describing, note, open_case


def screen(
    *, site_id: int, kind: str, thing_id: int, author: User | None, text: str, now: datetime
) -> tuple[Suspicion, ...]:
    """Why a text must wait for a moderator; nothing when it may be published at once. Call within the transaction
    that writes it. Staff and councillors are never held; whoever writes without an account is as new as can be."""
    settings = settings_of(site_id)
    if settings.premoderation == Premoderation.OFF or (author and roles_of(author, site_id) & NEVER_HELD):
        return ()
    hosts = Site.objects.filter(pk=site_id).values_list("hostname", flat=True)
    screening = Screen(
        mode=settings.premoderation,
        links=settings.hold_links,
        listed=settings.words,
        new_account_days=settings.new_account_days,
        repeated=settings.hold_repeated,
        hosts=(*hosts, *settings.own_sites.split()),
    )
    facts = Facts(
        account_days=(now - author.date_joined).days if author else 0,
        sent_before=_sent_before(site_id, kind, thing_id, text, now),
    )
    return suspicions(text, screening, facts)


def hold(*, look: Look, because: Sequence[Suspicion], now: datetime) -> Case:
    """A text waits for a moderator. Within the transaction that made it wait."""
    case = open_case(look, now)
    fresh = {**describing(look), "is_hold": True, "standing": Standing.HELD}
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1, changed_at=now, **fresh)
    Report.objects.bulk_create(
        [Report(case=case, reason=one, by_screening=True, person_key=f"screening {one}", at=now) for one in because],
        ignore_conflicts=True,
    )
    note(case, None, "hold", because=[str(one) for one in because])
    return case


def refresh(*, look: Look) -> None:
    """Its author has changed a text: whoever judges it now judges another text."""
    Case.objects.filter(kind=look.kind, thing_id=look.id, closed_at=None).update(
        version=F("version") + 1, changed_at=timezone.now(), **describing(look)
    )


def relocate(*, kind: str, thing_ids: Iterable[int], project_key: UUID, theme_id: int | None) -> None:
    """Things belong to another project or theme now: their cases, judged ones too, go to who moderates there."""
    Case.objects.filter(kind=kind, thing_id__in=thing_ids).update(project_key=project_key, theme_id=theme_id)


def gone(*, kind: str, thing_id: int, now: datetime) -> None:
    """Its author has taken a text away: nothing is left to judge, and moderation keeps no copy."""
    cases = Case.objects.filter(kind=kind, thing_id=thing_id)
    cases.filter(closed_at=None).update(
        closed_at=Greatest(F("opened_at"), Value(now)),
        changed_at=now,
        version=F("version") + 1,
        taken_by=None,
        taken_until=None,
    )
    cases.update(heading="", text="", standing=Standing.GONE)
    TextPrint.objects.filter(kind=kind, thing_id=thing_id).delete()


def _sent_before(site_id: int, kind: str, thing_id: int, text: str, now: datetime) -> bool:
    """Whether another thing said the same lately; remembers this one."""
    print_ = digest(text)
    if not print_:
        return False
    same = TextPrint.objects.filter(site_id=site_id, digest=print_).exclude(kind=kind, thing_id=thing_id)
    found = same.exists()
    TextPrint.objects.update_or_create(
        kind=kind, thing_id=thing_id, defaults={"site_id": site_id, "digest": print_, "at": now}
    )
    return found
