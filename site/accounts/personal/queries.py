"""What is kept about a person, counted and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGroup, User
from accounts.roles import Role
from core.refusal import Refusal

from .registry import BATCH, Personal, known

PAGE = 30


def counts(user: User) -> dict[str, int]:
    """How many rows of each kind there are, by model. One query for all query sets; none of their rows are read."""
    found, asked = {}, []
    for number, one in enumerate(known().values()):
        rows = one.rows(user)
        if isinstance(rows, QuerySet):
            asked.append(rows.order_by().annotate(nth_=Value(number)).values("nth_").annotate(n_=Count("pk")))
        else:
            found[one.model] = len(rows)
    models = list(known())
    if asked:
        together = asked[0].union(*asked[1:], all=True)
        found |= {models[row["nth_"]]: row["n_"] for row in together}
    return found


def page_of(personal: Personal, user: User, number: str | None) -> tuple[Page[Any], list[Mapping[str, Any]]]:
    """One page of a kind, the newest first, and its rows told."""
    rows = personal.rows(user)
    page = Paginator(rows.order_by("-pk") if isinstance(rows, QuerySet) else rows, PAGE).get_page(number)
    return page, list(personal.export(list(page.object_list)))


def everything(personal: Personal, user: User) -> Iterator[Mapping[str, Any]]:
    """Every row of a kind told, the oldest first, some hundreds in memory at a time."""
    rows = personal.rows(user)
    if not isinstance(rows, QuerySet):
        yield from personal.export(rows)
        return
    last: Any = None
    while True:
        part = list((rows if last is None else rows.filter(pk__gt=last)).order_by("pk")[:BATCH])
        yield from personal.export(part)
        if len(part) < BATCH:
            return
        last = part[-1].pk


def why_not_leave(user: User) -> Refusal | None:
    """Whoever holds something together hands it over first."""
    if user.is_superuser:
        return Refusal(
            "superuser",
            _("You look after the whole installation. Give that to somebody else first: the command createsuperuser."),
        )
    if lonely := _administered_alone(user):
        return Refusal(
            "last_administrator",
            _("You are the only administrator of %(name)s. Make somebody else one first.")
            % {"name": ", ".join(lonely)},
        )
    return None


def _administered_alone(user: User) -> list[str]:
    groups = RoleGroup.objects.whole().filter(role=Role.ADMINISTRATOR, group__user=user).select_related("site")
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    return [row.site.site_name for row in groups if not others.filter(groups=row.group_id).exists()]
