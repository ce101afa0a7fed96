"""What is kept of how a person gets in, for the table of personal data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from accounts.personal import Personal, each, goes, register

from .models import EmailChange
from .rules import device_words


def _factor(row: Authenticator) -> Mapping[str, Any]:
    """Never the secret itself."""
    return {
        "kind": str(row.get_type_display()) if row.type != Authenticator.Type.WEBAUTHN else str(_("Passkey")),
        "name": row.data.get("name", ""),
        "host": row.data.get("host", ""),
        "at": row.created_at,
        "used_at": row.last_used_at,
    }


def _session(row: UserSession) -> Mapping[str, Any]:
    return {
        "device": device_words(row.user_agent),
        "network": row.ip,
        "at": row.created_at,
        "seen_at": row.last_seen_at,
    }


def register_security() -> None:
    register(
        Personal(
            model="mfa.Authenticator",
            title=_("Passkeys and second steps"),
            rows=lambda user: Authenticator.objects.filter(user=user).order_by("pk"),
            export=each(_factor),
            erase=goes("mfa.Authenticator", "user"),
            why=_("So that you can log in with a passkey, and open the administration if you work there."),
            kept=_("Until you remove them, or as long as you have an account."),
            labels={"host": _("works at"), "used_at": _("last used")},
        )
    )
    register(
        Personal(
            model="usersessions.UserSession",
            title=_("Devices where you are logged in"),
            rows=lambda user: UserSession.objects.filter(user=user).order_by("pk"),
            export=each(_session),
            erase=goes("usersessions.UserSession", "user"),
            why=_("So that you see where you are logged in, and can end it."),
            kept=_("Until you log out, at most two weeks after you were last there."),
            labels={"device": _("device"), "network": _("network, without its last part"), "seen_at": _("last used")},
        )
    )
    register(
        Personal(
            model="accounts.EmailChange",
            title=_("Changes of your e-mail address"),
            rows=lambda user: EmailChange.objects.filter(user=user),
            export=each(lambda row: {"old": row.old, "new": row.new, "at": row.changed_at}),
            erase=goes("accounts.EmailChange", "user"),
            why=_("So that you can take the old address back if somebody else changed it."),
            kept=_("Three days."),
            labels={"old": _("old address"), "new": _("new address")},
        )
    )
