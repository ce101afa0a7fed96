"""Keeping a view of a list under a name, sharing and dropping it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core import audit
from core.text import tidy_line

from .models import SavedView

NOT_KEPT = frozenset({"p", "export", "_w_filter_fragment", "csrfmiddlewaretoken", "_w_button_fragment"})
AT_MOST = 40  # views of one person and list


def views_of(user: Any, desk: str, sites: frozenset[int] | None) -> QuerySet[SavedView]:
    """The person's own, and what is shared in the given municipalities (``None``: in all)."""
    shared = Q(site__isnull=False) if sites is None else Q(site_id__in=sites)
    return SavedView.objects.filter(Q(user_id=user.pk) | shared, desk=desk)


def kept_query(query: str) -> str:
    """What of an address's query belongs to a view: filters, search and order."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name not in NOT_KEPT])


@transaction.atomic
def keep(*, user: Any, desk: str, name: str, query: str, site: Site | None) -> SavedView:
    """Keep under a name; a name used before gets the new filters. ``site`` shares it there. Raises ValidationError."""
    name, query = tidy_line(name), kept_query(query)
    if not name or len(name) > 60:
        raise ValidationError(_("Give the view a name of at most 60 characters."))
    if len(query) > 2000:
        raise ValidationError(_("The view has too many filters to be kept."))
    known = SavedView.objects.filter(desk=desk, user=user)
    if not known.filter(name=name).exists() and known.count() >= AT_MOST:
        raise ValidationError(_("You have kept as many views as there can be. Drop one first."))
    view, _made = SavedView.objects.update_or_create(
        desk=desk, user=user, name=name, defaults={"query": query, "site": site}
    )
    _note(view, user, "keep")
    return view


@transaction.atomic
def drop(*, view: SavedView, user: Any) -> None:
    """Only its keeper drops a view; for anybody else nothing happens."""
    if view.user_id == user.pk:
        _note(view, user, "drop")
        view.delete()


def _note(view: SavedView, user: Any, verb: str) -> None:
    audit.record(site_id=view.site_id, actor_id=user.pk, verb=f"view.{verb}", kind="view", key=view.pk, desk=view.desk)
