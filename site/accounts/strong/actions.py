"""Every write about providers. Identifying itself writes nothing: what it tells is in the session alone (`visit`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Site

from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import Role
from accounts.security.sealing import seal
from core import audit

from .models import Provider

FIELDS = (
    "is_on",
    "names",
    "issuer",
    "client_id",
    "scopes",
    "acr_values",
    "subject_claim",
    "municipality_claim",
    "birth_claim",
    "municipality_code",
)


@transaction.atomic
def save_provider(*, site: Site, values: Mapping[str, Any], secret: str, actor: User) -> Provider:
    """Set up a municipality's provider, or change it. ``secret``: a new one; empty leaves the old. The row in the audit
    trail tells which fields were changed, never what the secret is. Raises PermissionDenied unless the actor is an
    administrator there."""
    _insist_administrator(actor, site)
    row = Provider.objects.select_for_update().filter(site=site).first() or Provider(site=site)
    changed = [name for name in FIELDS if getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    if secret:
        row.sealed_secret = seal(secret)
        changed.append("secret")
    row.full_clean(exclude=["site"])
    row.save()
    _note(site, actor, "save", changed=changed, issuer=row.issuer)
    return row


@transaction.atomic
def remove_provider(*, site: Site, actor: User) -> None:
    """Raises PermissionDenied as `save_provider`. Whoever is identified stays so until the time is over, but nothing new
    begins."""
    _insist_administrator(actor, site)
    gone, _by_model = Provider.objects.filter(site=site).delete()
    if gone:
        _note(site, actor, "remove")


def _insist_administrator(actor: User, site: Site) -> None:
    if not actor.is_superuser and Role.ADMINISTRATOR not in roles_of(actor, site.pk):
        raise PermissionDenied


def _note(site: Site, actor: User, verb: str, **detail: Any) -> None:
    audit.record(
        site_id=site.pk, actor_id=actor.pk, verb=f"identification.{verb}", kind="identification", key=site.pk, **detail
    )
