"""What the foundation, accounts and packages keep of people. Other apps register theirs in a ``personal.py`` of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from accounts.models import RoleGroup, User
from core.desk.models import SavedView

from .registry import Leaving, Personal, each, goes, register, stays


def _person(user: User) -> Mapping[str, Any]:
    return {
        "display_name": user.display_name,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": user.language,
        "joined_at": user.date_joined,
        "signed_in_at": user.last_login,
        "seen_at": user.visited_at,
    }


def _role(group: RoleGroup) -> Mapping[str, Any]:
    return {"role": str(group.get_role_display()), "municipality": group.site.site_name}


def _sessions(user: User) -> QuerySet[Session]:
    keys = UserSession.objects.filter(user=user).values("session_key")
    return Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())


def _is_of(session: Session, user_id: int) -> bool:
    return str(session.get_decoded().get("_auth_user_id", "")) == str(user_id)


def _end_sessions(leaving: Leaving) -> None:
    """A session tells whose it is only from within, and one from before sessions were listed is in no list."""
    for session in Session.objects.iterator(500):
        if _is_of(session, leaving.user.pk):
            session.delete()


def register_own() -> None:
    register(
        Personal(
            model="accounts.User",
            title=_("Account"),
            rows=lambda user: [user],
            export=each(_person),
            erase=stays,  # the account itself goes last: `accounts.leaving`
            why=_("So that you can sign in, and be told what came of what you did."),
            parts=["accounts.User_groups"],
        )
    )
    register(
        Personal(
            model="accounts.RoleGroup",
            title=_("Roles"),
            rows=lambda user: RoleGroup.objects.filter(group__user=user).select_related("site"),
            export=each(_role),
            erase=lambda leaving: leaving.user.groups.clear(),
            why=_("What the municipality has entrusted to you."),
            kept=_("Until an administrator takes the role away."),
        )
    )
    register(
        Personal(
            model="account.EmailAddress",
            title=_("E-mail addresses"),
            rows=lambda user: EmailAddress.objects.filter(user=user),
            export=each(lambda row: {"email": row.email, "verified": row.verified}),
            erase=goes("account.EmailAddress", "user"),
            why=_("So that a new address is used only once you have proved it."),
            parts=["account.EmailConfirmation"],
        )
    )
    register(
        Personal(
            model="wagtailusers.UserProfile",
            title=_("Settings of the administration"),
            rows=lambda user: UserProfile.objects.filter(user=user),
            export=each(lambda row: {"language": row.preferred_language}),
            erase=goes("wagtailusers.UserProfile", "user"),
        )
    )
    register(
        Personal(
            model="sessions.Session",
            title=_("Sign-ins in force"),
            rows=_sessions,
            export=each(lambda row: {"ends_at": row.expire_date}),
            erase=_end_sessions,
            why=_("So that you stay signed in on your device."),
            kept=_("Two weeks after your last visit, or until you sign out."),
        )
    )
    register(
        Personal(
            model="core.SavedView",
            title=_("Saved views"),
            rows=lambda user: SavedView.objects.filter(user=user),
            export=each(lambda row: {"name": row.name, "list": row.desk, "query": row.query, "at": row.created_at}),
            erase=goes("core.SavedView", "user"),
        )
    )
