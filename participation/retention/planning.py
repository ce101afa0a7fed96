"""What the rules of a municipality make fall due, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts import scopes
from participation import registry

from . import kinds
from .models import Expiry, Hold, Rule, Warned
from .rules import WARNED_DAYS, Scope, scope_at


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind in one project, or in none."""

    kind: str
    project_key: UUID | None = None


class Ground:
    """What is asked again and again of one municipality, asked once."""

    def __init__(self, site: Site, now: datetime) -> None:
        self.site, self.now = site, now

    @cached_property
    def months(self) -> Mapping[tuple[str, UUID | None], int | None]:
        rows = Rule.objects.filter(site=self.site)
        return {(row.kind, row.project_key): row.months for row in rows}

    @cached_property
    def ends(self) -> Mapping[UUID, datetime | None]:
        """The end of each published project."""
        return {one.key: one.timeline.ends for one in registry.projects(self.site.pk)}

    @cached_property
    def names(self) -> Mapping[UUID, str]:
        return scopes.project_names(self.site.pk)

    @cached_property
    def held(self) -> set[UUID]:
        return set(Hold.objects.filter(site=self.site, lifted_at=None).values_list("project_key", flat=True))

    @cached_property
    def warned_days(self) -> int:
        row = Warned.objects.filter(site=self.site).first()
        return row.days if row else WARNED_DAYS

    def name(self, key: UUID | None) -> str:
        return self.names.get(key, _("a project that has been removed")) if key else ""

    def months_of(self, part: Part) -> int | None:
        """How long; ``None``: for good."""
        kind = kinds.kinds()[part.kind]
        if kind.everywhere:
            return _longest(part.kind, kind.months)
        if part.project_key is not None and (part.kind, part.project_key) in self.months:
            return self.months[part.kind, part.project_key]
        return self.months.get((part.kind, None), kind.months)

    def scope(self, part: Part, moment: datetime) -> Scope | None:
        """What of a part has fallen due at a moment; ``None`` when nothing can have."""
        months = self.months_of(part)
        if months is None or part.project_key in self.held:
            return None
        ended = self.ends.get(part.project_key) if part.project_key else None
        return scope_at(moment, site_id=self.site.pk, months=months, project_key=part.project_key, ended=ended)

    def parts(self) -> Iterator[Part]:
        """Every kind in every project that has any of it."""
        keys = sorted({*self.names, *(key for kind in kinds.kinds().values() for key in kind.projects(self.site.pk))})
        for name, kind in kinds.kinds().items():
            if kind.by_project:
                yield from (Part(kind=name, project_key=key) for key in keys)
            elif not kind.everywhere or self.site.is_default_site:
                yield Part(kind=name)


@dataclass(frozen=True, kw_only=True)
class Coming:
    """What is due, or will be when the time of warning is over. ``expiry``: as it has been announced, if it has."""

    part: Part
    scope: Scope
    number: int
    falls_at: datetime
    expiry: Expiry | None = None

    def is_now(self, now: datetime) -> bool:
        return self.expiry is not None and self.falls_at <= now


def coming(ground: Ground) -> list[Coming]:
    """What `actions.apply` would announce or carry out now, with the same numbers. Two queries for each part."""
    found = []
    rows = Expiry.objects.filter(site=ground.site, ended_at=None)
    announced = {Part(kind=row.kind, project_key=row.project_key): row for row in rows}
    for part in dict.fromkeys([*ground.parts(), *announced]):
        row = announced.get(part)
        falls_at = row.falls_at if row else ground.now + timedelta(days=ground.warned_days)
        scope = ground.scope(part, falls_at) if part.kind in kinds.kinds() else None
        number = kinds.kinds()[part.kind].due(scope).count() if scope else 0
        if scope and (number or row):
            found.append(Coming(part=part, scope=scope, number=number, falls_at=falls_at, expiry=row))
    return found


def _longest(kind: str, default: int) -> int | None:
    """Of all municipalities: an account is in all of them."""
    rules = Rule.objects.filter(kind=kind, project_key=None)
    if rules.filter(months=None).exists():
        return None
    longest = rules.aggregate(most=Max("months"))["most"]
    decided = rules.count() >= Site.objects.count()
    return longest if decided and longest is not None else max(default, longest or 0)
