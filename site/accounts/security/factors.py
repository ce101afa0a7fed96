"""What a person can prove who they are with, and what has been proved in the session of now."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.models import User
from accounts.queries import held_by, is_staff_where_second_factor_is_wanted
from accounts.roles import STAFF
from municipality.models import MunicipalitySettings

from .rules import FRESH_FOR

MFA = "mfa"  # the method of allauth's records that stands for a second factor
Type = Authenticator.Type


@dataclass(frozen=True, kw_only=True)
class Factors:
    """A person's second factors. ``codes``: the recovery codes, which are none alone."""

    passkeys: list[Authenticator] = field(default_factory=list)
    totp: Authenticator | None = None
    codes: Authenticator | None = None

    def __bool__(self) -> bool:
        return bool(self.passkeys or self.totp)

    @property
    def number(self) -> int:
        return len(self.passkeys) + bool(self.totp)

    def here(self, host: str) -> list[Authenticator]:
        """The passkeys that work at a host."""
        return [passkey for passkey in self.passkeys if passkey.data.get("host") == host]

    def elsewhere(self, host: str) -> list[str]:
        """The other hosts where there are passkeys."""
        return sorted({passkey.data.get("host", "") for passkey in self.passkeys} - {host, ""})


def factors_of(user: User) -> Factors:
    """One query."""
    rows = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    single = {row.type: row for row in rows if row.type != Type.WEBAUTHN}
    return Factors(
        passkeys=[row for row in rows if row.type == Type.WEBAUTHN],
        totp=single.get(Type.TOTP),
        codes=single.get(Type.RECOVERY_CODES),
    )


def is_asked_of(user: Any) -> bool:
    """Whether staff's second step is asked of a person: of staff of a municipality that wants it, of all staff when the
    installation does, and of superusers when any does. No query of its own but for a superuser."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return bool(settings.STAFF_SECOND_FACTOR or MunicipalitySettings.objects.filter(second_factor=True).exists())
    if settings.STAFF_SECOND_FACTOR:
        return any(STAFF & roles.keys() for roles in held_by(user).values())
    return is_staff_where_second_factor_is_wanted(user)


def is_proved(request: HttpRequest) -> bool:
    """Whether a second factor has been used in this session. No query."""
    return bool(_moments(request, second=True))


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has just proved who they are: by signing in or again; with a second factor where one is asked
    and there is one."""
    user = request.user
    assert isinstance(user, User)
    moments = _moments(request, second=is_asked_of(user) and bool(factors_of(user)))
    return bool(moments) and time.time() - max(moments) < FRESH_FOR.total_seconds()


def prove(request: HttpRequest, user: User, authenticator: Authenticator | None = None) -> None:
    """Remember in the session that the person was just proved: by a second factor, or without one by a mailed code."""
    if authenticator is None:
        record_authentication(request, user, "code", reauthenticated=True)
    else:
        post_authentication(request, authenticator)


def matching_counter(secret: str, code: str) -> int | None:
    """The step of time (RFC 6238) that a code belongs to, now or just before or after; ``None`` for a wrong code."""
    if len(code) != app_settings.TOTP_DIGITS:
        return None
    for counter in yield_hotp_counters_from_time():
        if constant_time_compare(format_hotp_value(hotp_value(secret, counter)), code):
            return counter
    return None


def _moments(request: HttpRequest, *, second: bool) -> list[float]:
    records = get_authentication_records(request, request.user)
    return [record["at"] for record in records if record.get("method") == MFA or not second]
