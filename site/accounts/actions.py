"""Every write about people: accounts, names, roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Site
from wagtail.users.models import UserProfile

from core import audit
from core.text import tidy_line

from . import arrivals, scopes
from .contact import Authored
from .council.queries import has_seat
from .groups import create_role_groups, drop_empty_groups, group_of
from .limits import WHOLE, Limit, check
from .models import RoleGroup, User
from .queries import forget_roles, names_of, roles_of
from .roles import Role
from .rules import clean_display_name
from .security.queries import kept_for

__all__ = [
    "begin_sign_in",
    "complete_sign_in",
    "create_role_groups",
    "grant",
    "grant_by_email",
    "note_visit",
    "purge_unconfirmed",
    "read_contact",
    "revoke",
    "set_display_name",
    "set_language",
]

REASON = (5, 200)  # characters, for seeing an author's contact
UNCONFIRMED_KEPT = timedelta(days=1)
VISIT = timedelta(hours=1)  # openings of the own page within this are one visit


def begin_sign_in(*, email: str, language: str) -> User | None:
    """The account of an address, made (unconfirmed) when there is none; ``None`` when it has been closed, or when the
    address was changed so lately that its reader may take it back."""
    email, now = email.strip().lower(), timezone.now()
    user, kept = User.objects.filter(email=email).first(), kept_for(email, now)
    if user is None and kept is None:
        user, _made = User.objects.get_or_create(
            email=email, defaults={"language": language, "unconfirmed_since": now, "password": "!"}
        )
    return user if user and user.is_active else None


@transaction.atomic
def complete_sign_in(*, user: User, language: str) -> None:
    """The code was right. The first time the address is confirmed and the language of the page becomes the person's."""
    if user.unconfirmed_since is not None:
        user.unconfirmed_since = None
        user.language = language
        user.save(update_fields=["unconfirmed_since", "language"])
        audit.record(
            site_id=None, actor_id=user.pk, verb="account.confirm", kind="user", key=user.pk, subject_id=user.pk
        )
    arrivals.arrived(user)
    _match_admin_language(user)


def set_display_name(*, user: User, name: str, site: Site) -> None:
    """Raises ValidationError for a name that `accounts.rules` refuses in this municipality."""
    user.display_name = clean_display_name(name, names_of(site), official=bool(roles_of(user, site.pk)))
    with transaction.atomic():
        user.save(update_fields=["display_name"])
        audit.record(
            site_id=site.pk, actor_id=user.pk, verb="account.name", kind="user", key=user.pk, subject_id=user.pk
        )


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
def grant(user: User, site: Site, role: Role, actor: User | None, limits: Iterable[Limit] = ()) -> bool:
    """Give a role in a municipality, within ``limits`` or in all of it; how far the person's role reached before is
    replaced. Returns False when nothing changes. ``actor`` is ``None`` for a command. Raises PermissionDenied unless
    the actor is an administrator there, and ValidationError for limits that the role cannot have."""
    _may_give_roles(actor, site)
    wanted = _checked_limits(site, role, frozenset(limits))
    before = _held(user, site, role)
    if before.keys() == wanted:
        return False
    user.groups.remove(*(before[limit] for limit in before.keys() - wanted))
    user.groups.add(*(group_of(site, role, limit) for limit in wanted - before.keys()))
    drop_empty_groups(site)
    if user.unconfirmed_since is not None:
        user.unconfirmed_since = None  # staff vouch for the address: it is not purged
        user.save(update_fields=["unconfirmed_since"])
    _record(user, site, role, actor, "role.limit" if before else "role.grant", wanted)
    _match_admin_language(user)
    return True


@transaction.atomic
def grant_by_email(
    *, email: str, site: Site, role: Role, actor: User | None, limits: Iterable[Limit] = ()
) -> tuple[User, bool]:
    """`grant` to the account of an address, made when there is none: the person signs in with a code as everyone.
    Returns the person, and whether anything changed."""
    _may_give_roles(actor, site)
    user, _made = User.objects.get_or_create(email=email.strip().lower(), defaults={"password": "!"})
    return user, grant(user, site, role, actor, limits)


@transaction.atomic
def revoke(user: User, site: Site, role: Role, actor: User | None) -> None:
    """Take a role away, with all its limits; nothing happens when the person has it not. Raises PermissionDenied unless
    the actor is an administrator there, and ValidationError when administrators would shut themselves out."""
    _may_give_roles(actor, site)
    if actor is not None and actor.pk == user.pk and role == Role.ADMINISTRATOR:
        raise ValidationError(_("You cannot take the administrator’s role from yourself. Ask another administrator."))
    if role == Role.COUNCILLOR and has_seat(user.pk, site.pk):
        raise ValidationError(_("The role follows from a seat in the council’s list. End the seat there."))
    held = _held(user, site, role)
    if not held:
        return
    user.groups.remove(*held.values())
    drop_empty_groups(site)
    _record(user, site, role, actor, "role.revoke")


def read_contact(*, thing: Authored, kind: str, key: str, user: User, reason: str) -> None:
    """Record that a member of staff sees an author's address, and why. The caller has found the thing for that person.
    Raises ValidationError without a reason."""
    reason = tidy_line(reason)[: REASON[1]]
    if len(reason) < REASON[0]:
        raise ValidationError(_("Tell in a few words what you need the contact for."))
    audit.record_reading(
        site_id=thing.site_id,
        actor_id=user.pk,
        what="contact",
        kind=kind,
        key=key,
        subject_id=thing.author.pk if thing.author else None,
        reason=reason,
    )


def purge_unconfirmed(*, now: datetime) -> int:
    """Delete accounts whose address nobody proved within a day. Returns how many."""
    old = User.objects.filter(unconfirmed_since__lt=now - UNCONFIRMED_KEPT, last_login=None)
    deleted, _by_model = old.delete()
    return deleted


def _held(user: User, site: Site, role: Role) -> dict[Limit, Group]:
    """The groups that give the person this role now; others who change them wait."""
    list(RoleGroup.objects.select_for_update().filter(site=site, role=role).whole())
    rows = RoleGroup.objects.select_related("group").filter(site=site, role=role, group__user=user)
    return {row.limit: row.group for row in rows}


def _checked_limits(site: Site, role: Role, limits: frozenset[Limit]) -> frozenset[Limit]:
    known = (scopes.project_names(site.pk), scopes.theme_names(site.pk)) if limits else ({}, {})
    return check(role, limits, projects=known[0].keys(), themes=known[1].keys())


def _may_give_roles(actor: User | None, site: Site) -> None:
    if actor is not None and Role.ADMINISTRATOR not in roles_of(actor, site.pk):
        raise PermissionDenied(_("Only an administrator of the municipality gives and takes roles."))


def _record(user: User, site: Site, role: Role, actor: User | None, verb: str, limits: Iterable[Limit] = ()) -> None:
    forget_roles(user)
    detail = {"role": str(role), **_told(site, frozenset(limits) - {WHOLE})}
    audit.record(
        site_id=site.pk,
        actor_id=actor.pk if actor else None,
        verb=verb,
        kind="user",
        key=user.pk,
        subject_id=user.pk,
        **detail,
    )


def _told(site: Site, limits: frozenset[Limit]) -> dict[str, Any]:
    """Limits as the trail keeps them: the keys, and the names as they are now."""
    if not limits:
        return {}
    with override(settings.LANGUAGE_CODE):
        names = scopes.words(limits, scopes.project_names(site.pk), scopes.theme_names(site.pk))
    projects = sorted(str(limit.project_key) for limit in limits if limit.project_key)
    themes = sorted(limit.theme_id for limit in limits if limit.theme_id)
    return {"within": names, "projects": projects, "themes": themes}


def _match_admin_language(user: User) -> None:
    """Wagtail keeps the admin's language in a profile of its own; only staff have one."""
    if user.has_perm("wagtailadmin.access_admin"):
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": user.language})


def follow_admin_language(sender: Any, instance: UserProfile, **kwargs: Any) -> None:
    """The admin's own settings change the language too: it is the person's everywhere. (A signal of Wagtail's.)"""
    if instance.preferred_language in dict(settings.LANGUAGES):
        User.objects.filter(pk=instance.user_id).update(language=instance.preferred_language)
