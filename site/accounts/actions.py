"""Every write about people: accounts, names, roles."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site
from wagtail.users.models import UserProfile

from core import audit

from .groups import create_role_groups
from .models import RoleGroup, User
from .queries import names_of, roles_of
from .roles import Role
from .rules import clean_display_name

__all__ = [
    "begin_sign_in",
    "complete_sign_in",
    "create_role_groups",
    "grant",
    "grant_by_email",
    "note_visit",
    "purge_unconfirmed",
    "revoke",
    "set_display_name",
    "set_language",
]

UNCONFIRMED_KEPT = timedelta(days=1)
VISIT = timedelta(hours=1)  # openings of the own page within this are one visit


def begin_sign_in(*, email: str, language: str) -> User | None:
    """The account of an address, made (unconfirmed) when there is none; ``None`` when it has been closed."""
    email = email.strip().lower()
    user, _made = User.objects.get_or_create(
        email=email, defaults={"language": language, "unconfirmed_since": timezone.now(), "password": "!"}
    )
    return user if user.is_active else None


@transaction.atomic
def complete_sign_in(*, user: User, language: str) -> None:
    """The code was right. The first time the address is confirmed and the language of the page becomes the person's."""
    if user.unconfirmed_since is not None:
        user.unconfirmed_since = None
        user.language = language
        user.save(update_fields=["unconfirmed_since", "language"])
        audit.record(site_id=None, actor_id=user.pk, verb="account.confirm", kind="user", key=user.pk)
    _match_admin_language(user)


def set_display_name(*, user: User, name: str, site: Site) -> None:
    """Raises ValidationError for a name that `accounts.rules` refuses in this municipality."""
    user.display_name = clean_display_name(name, names_of(site), official=bool(roles_of(user, site.pk)))
    with transaction.atomic():
        user.save(update_fields=["display_name"])
        audit.record(site_id=site.pk, actor_id=user.pk, verb="account.name", kind="user", key=user.pk)


@transaction.atomic
def set_language(*, user: User, language: str) -> None:
    """The language of messages, and of the admin."""
    user.language = language
    user.save(update_fields=["language"])
    _match_admin_language(user)


def note_visit(*, user: User, now: datetime) -> None:
    """Remember that the person looks at the own page: a new visit moves the last one to `User.visited_before`."""
    if user.visited_at is None or now - user.visited_at >= VISIT:
        user.visited_before, user.visited_at = user.visited_at, now
        user.save(update_fields=["visited_before", "visited_at"])


@transaction.atomic
def grant(user: User, site: Site, role: Role, actor: User | None) -> bool:
    """Give a role in a municipality. Returns False when the person had it already. ``actor`` is ``None`` for a
    command. Raises PermissionDenied unless the actor is an administrator there."""
    _may_give_roles(actor, site)
    group = _role_group(site, role).group
    if group.user_set.filter(pk=user.pk).exists():
        return False
    user.groups.add(group)
    if user.unconfirmed_since is not None:
        user.unconfirmed_since = None  # staff vouch for the address: it is not purged
        user.save(update_fields=["unconfirmed_since"])
    _record(user, site, role, actor, "role.grant")
    _match_admin_language(user)
    return True


@transaction.atomic
def grant_by_email(*, email: str, site: Site, role: Role, actor: User | None) -> tuple[User, bool]:
    """`grant` to the account of an address, made when there is none: the person signs in with a code as everyone.
    Returns the person, and whether the role is new."""
    _may_give_roles(actor, site)
    user, _made = User.objects.get_or_create(email=email.strip().lower(), defaults={"password": "!"})
    return user, grant(user, site, role, actor)


@transaction.atomic
def revoke(user: User, site: Site, role: Role, actor: User | None) -> None:
    """Take a role away; nothing happens when the person has it not. Raises PermissionDenied unless the actor is an
    administrator there, and ValidationError when administrators would shut themselves out."""
    _may_give_roles(actor, site)
    if actor is not None and actor.pk == user.pk and role == Role.ADMINISTRATOR:
        raise ValidationError(_("You cannot take the administrator’s role from yourself. Ask another administrator."))
    group = _role_group(site, role).group
    if not group.user_set.filter(pk=user.pk).exists():
        return
    user.groups.remove(group)
    _record(user, site, role, actor, "role.revoke")


def purge_unconfirmed(*, now: datetime) -> int:
    """Delete accounts whose address nobody proved within a day. Returns how many."""
    old = User.objects.filter(unconfirmed_since__lt=now - UNCONFIRMED_KEPT, last_login=None)
    deleted, _by_model = old.delete()
    return deleted


def _role_group(site: Site, role: Role) -> RoleGroup:
    found = RoleGroup.objects.select_related("group").filter(site=site, role=role).first()
    if found is None:
        create_role_groups(site)
        found = RoleGroup.objects.select_related("group").get(site=site, role=role)
    return found


def _may_give_roles(actor: User | None, site: Site) -> None:
    if actor is not None and Role.ADMINISTRATOR not in roles_of(actor, site.pk):
        raise PermissionDenied(_("Only an administrator of the municipality gives and takes roles."))


def _record(user: User, site: Site, role: Role, actor: User | None, verb: str) -> None:
    for cached in ("_roles", "_perm_cache", "_group_perm_cache", "_user_perm_cache"):
        user.__dict__.pop(cached, None)
    audit.record(
        site_id=site.pk, actor_id=actor.pk if actor else None, verb=verb, kind="user", key=user.pk, role=str(role)
    )


def _match_admin_language(user: User) -> None:
    """Wagtail keeps the admin's language in a profile of its own; only staff have one."""
    if user.has_perm("wagtailadmin.access_admin"):
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": user.language})


def follow_admin_language(sender: Any, instance: UserProfile, **kwargs: Any) -> None:
    """The admin's own settings change the language too: it is the person's everywhere. (A signal of Wagtail's.)"""
    if instance.preferred_language in dict(settings.LANGUAGES):
        User.objects.filter(pk=instance.user_id).update(language=instance.preferred_language)
