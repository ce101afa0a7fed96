"""What the tests of moderation do often."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from participation.moderation import actions
from participation.moderation.models import Case, Decision, ModerationSettings
from participation.moderation.rules import Rule, Verb


def kind_of(thing: Any) -> str:
    return type(thing).__name__.lower()


def report(
    thing: Any, user: User | None = None, *, network: str = "1.2.3.4", reason: str = Rule.INSULT, **more: Any
) -> Case:
    """A report, and the case that it is in."""
    values = {"now": timezone.now(), "site_id": thing.site_id, **more}
    actions.report(kind=kind_of(thing), thing_id=thing.pk, user=user, network=network, reason=reason, **values)
    return case_of(thing)


def case_of(thing: Any) -> Case:
    return Case.objects.filter(kind=kind_of(thing), thing_id=thing.pk).latest("pk")


def decide(case: Case, user: User, verb: str, *, rule: str = "", seen: int | None = None, **more: Any) -> Decision:
    """A decision by who looks at the case as it is now."""
    case.refresh_from_db()
    values = {"now": timezone.now(), **more}
    seen = case.version if seen is None else seen
    return actions.decide(case=case, user=user, verb=verb, rule=rule, seen=seen, **values)


def remove(thing: Any, user: User, rule: str = Rule.INSULT, **more: Any) -> Decision:
    return decide(report(thing), user, Verb.REMOVE, rule=rule, **more)


def choose(site: Site, **fields: Any) -> ModerationSettings:
    row, _made = ModerationSettings.objects.update_or_create(site=site, defaults=fields)
    return row
