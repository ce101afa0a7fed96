"""What the actions have in common: the rows they lock, in one order, and the situation they judge."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.reach import reach_of
from accounts.roles import MODERATES
from core import audit
from core.refusal import Refusal, Refused

from .. import things
from ..models import Case, Decision
from ..models.cases import HEADING
from ..rules import Situation, Standing, Verb

GONE = Refusal("gone", _("This is no longer here."))


def locked_look(kind: str, thing_id: int) -> things.Look:
    """The thing as it is now, its row held. Raises Refused when it is gone."""
    found = things.get(kind)
    if found is None:
        raise Refused(GONE)
    found.lock(thing_id)
    look = found.looks([thing_id]).get(thing_id)
    if look is None:
        raise Refused(GONE)
    return look


def locked_case(case: Case) -> tuple[Case, things.Look | None]:
    """The case and its thing as they are now, both held: the thing first, as whoever changes the thing does."""
    if found := things.get(case.kind):
        found.lock(case.thing_id)
    fresh = Case.objects.select_for_update().get(pk=case.pk)
    return fresh, things.look(case.kind, case.thing_id)


def open_case(look: things.Look, now: datetime) -> Case:
    """The open case of a thing, held; a new one when there is none."""
    case, created = Case.objects.get_or_create(
        kind=look.kind,
        thing_id=look.id,
        closed_at=None,
        defaults={
            "site_id": look.site_id,
            "thing_key": look.key,
            "opened_at": now,
            "changed_at": now,
            **describing(look),
        },
    )
    return case if created else Case.objects.select_for_update().get(pk=case.pk)


def describing(look: things.Look) -> dict[str, object]:
    """What a case keeps of its thing."""
    return {
        "author_id": look.author_id,
        "author_name": look.author_name[:60],
        "language": look.language,
        "project_key": look.project_key,
        "theme_id": look.theme_id,
        "heading": (look.title or look.about)[:HEADING],
        "text": look.text,
        "standing": look.standing,
    }


def situation_of(case: Case, look: things.Look | None, user: User, seen: int) -> Situation:
    newest = Case.objects.filter(kind=case.kind, thing_id=case.thing_id).order_by("-id").values_list("pk", flat=True)
    erased = Decision.objects.filter(kind=case.kind, thing_id=case.thing_id, verb=Verb.REMOVE, erased_at__isnull=False)
    return Situation(
        may_moderate=may_moderate(case, user),
        standing=look.standing if look else Standing.GONE,
        seen=seen,
        version=case.version,
        is_open=case.is_open,
        is_newest=newest[:1].get() == case.pk,
        erased=erased.exists(),
    )


def may_moderate(case: Case, user: User) -> bool:
    reach = reach_of(user, case.site_id, MODERATES)
    return reach.covers(project_key=case.project_key, theme_id=case.theme_id)


def note(case: Case, user: User | None, verb: str, **detail: object) -> None:
    """The audit row «moderation.…»: of the thing itself, so that everything about a thing is found together."""
    audit.record(
        site_id=case.site_id,
        actor_id=user.pk if user else None,
        verb=f"moderation.{verb}",
        kind=case.kind,
        key=case.thing_key,
        subject_id=case.author_id,
        case=case.pk,
        **detail,
    )
