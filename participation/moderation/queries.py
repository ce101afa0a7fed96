"""Reading moderation. Each call costs a fixed number of queries, whatever there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.reach import Reach, reach_of, reaches
from accounts.roles import MODERATES
from core.refusal import Refusal

from .models import Appeal, Case, Decision, ModerationSettings, Report, Sanction
from .rules import NEEDS_RULE, AppealSituation, Bans, Rule, SanctionKind, Suspicion, why_not_appeal, why_not_write

if TYPE_CHECKING:
    from accounts.queries import Person


def settings_of(site_id: int) -> ModerationSettings:
    """The municipality's choices, or the usual ones."""
    return ModerationSettings.objects.filter(site_id=site_id).first() or ModerationSettings(site_id=site_id)


def visible_to(user: Any) -> QuerySet[Case]:
    """The cases that a person's roles reach."""
    found = reaches(user, MODERATES)
    if found is None:
        return Case.objects.all()
    wanted = Q(pk__in=[])
    for site_id, reach in found.items():
        wanted |= _within(site_id, reach)
    return Case.objects.filter(wanted)


def _within(site_id: int, reach: Reach) -> Q:
    if reach.everything:
        return Q(site_id=site_id)
    return Q(site_id=site_id) & (Q(project_key__in=reach.projects) | Q(theme_id__in=reach.themes))


def moderates(user: Person, site_id: int) -> bool:
    """Whether a person moderates anything in a municipality."""
    return bool(reach_of(user, site_id, MODERATES))


def sees_held(user: Person, site_id: int, *, project_key: Any = None, theme_id: int | None = None) -> bool:
    """Whether a person sees what waits for a moderator in a project or theme, not being its author."""
    return reach_of(user, site_id, MODERATES).covers(project_key=project_key, theme_id=theme_id)


def bans_of(user: User, site_id: int) -> Bans:
    rows = Sanction.objects.filter(person=user, site_id=site_id, lifted_at=None).exclude(kind=SanctionKind.WARNING)
    return Bans(tuple(row.ban for row in rows))


def why_not_write_now(user: User | AnonymousUser, site_id: int, kind: str, now: datetime) -> Refusal | None:
    """Why a person may not write a thing of this kind in a municipality now. One query for who is signed in."""
    return why_not_write(bans_of(user, site_id), kind, now) if isinstance(user, User) else None


def appeal_situation(decision: Decision, user: User | AnonymousUser, now: datetime) -> AppealSituation:
    return AppealSituation(
        now=now,
        is_author=user.is_authenticated and decision.author_id == user.pk,
        verb=decision.verb,
        until=decision.appeal_until,
        appealed=Appeal.objects.filter(decision=decision).exists(),
        reversed=decision.reversed_at is not None,
    )


def why_not_appeal_now(decision: Decision, user: User | AnonymousUser) -> Refusal | None:
    return why_not_appeal(appeal_situation(decision, user, timezone.now()))


def decision_for(user: User, site_id: int, uuid: Any) -> Decision | None:
    """A decision about something that the person wrote."""
    mine = Decision.objects.filter(site_id=site_id, author=user, verb__in=list(NEEDS_RULE))
    return mine.filter(uuid=uuid).select_related("case").first()


def newest_measure(user: User, site_id: int, kind: str, thing_id: int) -> Decision | None:
    """The decision behind the mark in the place of what the person wrote."""
    mine = Decision.objects.filter(site_id=site_id, author=user, verb__in=list(NEEDS_RULE))
    return mine.filter(kind=kind, thing_id=thing_id).order_by("-at", "-id").first()


def decisions_about(author_id: int | None, site_id: int, user: Any, *, limit: int = 20) -> list[Decision]:
    """What was decided of a person's other texts, newest first, as far as the moderator's roles reach."""
    if author_id is None:
        return []
    rows = Decision.objects.filter(author_id=author_id, site_id=site_id, verb__in=list(NEEDS_RULE))
    rows = rows.filter(case__in=visible_to(user))
    return list(rows.select_related("case").order_by("-at", "-id")[:limit])


def sanctions_of(author_id: int | None, site_id: int) -> list[Sanction]:
    return list(Sanction.objects.filter(person_id=author_id, site_id=site_id)) if author_id else []


def reasons_of(case_ids: Iterable[int]) -> dict[int, list[tuple[str, int]]]:
    """For each case, what it is there for, the most frequent first. One query."""
    rows = Report.objects.filter(case_id__in=list(case_ids)).order_by().values_list("case_id", "reason")
    found: dict[int, list[tuple[str, int]]] = {}
    for case_id, reason, number in rows.annotate(number=Count("pk")).order_by("case_id", "-number", "reason"):
        found.setdefault(case_id, []).append((reason, number))
    return found


def waiting(user: Any) -> QuerySet[Case]:
    return visible_to(user).filter(closed_at=None)


def reason_labels(reasons: Iterable[tuple[str, int]]) -> list[str]:
    """In words, with how many when there is more than one."""
    labels = {**dict(Rule.choices), **dict(Suspicion.choices)}
    return [
        f"{labels.get(code, code)} ({number})" if number > 1 else str(labels.get(code, code))
        for code, number in reasons
    ]
