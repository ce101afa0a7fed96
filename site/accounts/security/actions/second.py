"""The second step of staff: the app that counts codes, recovery codes, and an administrator's way to start it anew."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.models import User
from accounts.queries import roles_of
from accounts.roles import STAFF, Role
from accounts.security import mails
from accounts.security.factors import Type, factors_of, matching_counter
from accounts.security.sealing import unseal
from accounts.security.sessions import end_all

from .shared import locked, take_away, write_down

COUNTER = "last_counter"  # in the data of a TOTP secret: codes up to this one have been used


@transaction.atomic
def switch_on_totp(*, user: User, secret: str, code: str, site: Site) -> Authenticator:
    """Take a secret into use once the app has shown a right code for it. Raises ValidationError otherwise."""
    locked(user)
    counter = matching_counter(secret, code)
    if counter is None:
        raise ValidationError(wrong_code())
    if factors_of(user).totp is not None:
        raise ValidationError(_("You have an app already. Remove it before you set up another."))
    totp = TOTP.activate(user, secret).instance
    totp.data[COUNTER] = counter
    totp.save(update_fields=["data"])
    write_down("security.totp_on", user, site)
    mails.totp_changed(user, site, on=True)
    return totp


@transaction.atomic
def switch_off_totp(*, user: User, site: Site) -> None:
    """Nothing happens when there is none. Raises ValidationError for the only second step of staff who need one."""
    locked(user)
    totp = factors_of(user).totp
    if totp is not None:
        take_away(user, totp)
        write_down("security.totp_off", user, site)
        mails.totp_changed(user, site, on=False)


@transaction.atomic
def use_totp(*, user: User, code: str) -> Authenticator | None:
    """The app's authenticator when the code is right and has not been used (RFC 6238, 5.2), else ``None``."""
    totp = Authenticator.objects.select_for_update().filter(user=user, type=Type.TOTP).first()
    if totp is None:
        return None
    try:
        counter = matching_counter(unseal(totp.data["secret"]), code)
    except ValueError:  # SECRET_KEY has changed: the secret is lost
        return None
    if counter is None or counter <= totp.data.get(COUNTER, 0):
        return None
    totp.data[COUNTER], totp.last_used_at = counter, timezone.now()
    totp.save(update_fields=["data", "last_used_at"])
    return totp


@transaction.atomic
def make_codes(*, user: User, site: Site) -> list[str]:
    """New recovery codes; those made before no longer work. Raises ValidationError without a second step to recover."""
    locked(user)
    if not factors_of(user):
        raise ValidationError(_("Recovery codes are for when a second step is lost: set one up first."))
    Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).delete()
    made = RecoveryCodes.activate(user)
    write_down("security.codes", user, site)
    mails.codes_made(user, site)
    return made.get_unused_codes()


@transaction.atomic
def use_code(*, user: User, code: str, site: Site) -> Authenticator | None:
    """Use a recovery code up: the authenticator when it is right, else ``None``."""
    codes = factors_of(user).codes
    try:
        if codes is None or not RecoveryCodes(codes).validate_code(code):
            return None
    except ValueError:  # SECRET_KEY has changed
        return None
    left = len(RecoveryCodes(Authenticator.objects.get(pk=codes.pk)).get_unused_codes())
    write_down("security.code_use", user, site, number=left)
    mails.code_used(user, site, left)
    return codes


@transaction.atomic
def reset_factors(*, user: User, actor: User | None, site: Site) -> None:
    """Remove every second step of a colleague who has lost them, and end their sessions. ``actor`` is ``None`` for a
    command. Raises PermissionDenied unless the actor is an administrator where the person is staff (of a superuser, one
    too), and ValidationError for one's own."""
    if actor is not None:
        if actor.pk == user.pk:
            raise ValidationError(_("You cannot reset your own second step. Ask another administrator."))
        may = Role.ADMINISTRATOR in roles_of(actor, site.pk) and roles_of(user, site.pk) & STAFF
        if not may or (user.is_superuser and not actor.is_superuser):
            raise PermissionDenied(_("Only an administrator resets the second step of the municipality’s staff."))
    person = locked(user)
    Authenticator.objects.filter(user=person).delete()
    end_all(person)
    write_down("security.reset", person, site, actor.pk if actor else None)
    mails.factors_reset(person, site)


def wrong_code() -> str:
    return _(
        "The code does not match. Wait for the next one in the app and write that. Is the clock of your phone right?"
    )
