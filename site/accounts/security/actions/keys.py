"""Passkeys: added, named, removed. Each change is mailed to the person."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.models import User
from accounts.security import mails
from accounts.security.passkeys import TYPE
from accounts.security.rules import LONGEST_NAME, PASSKEYS_AT_MOST
from core.text import tidy_line

from .shared import locked, take_away, write_down


@transaction.atomic
def add_passkey(*, user: User, credential: dict[str, Any], name: str, host: str, site: Site) -> Authenticator:
    """Keep a credential that `passkeys.created` has checked. Raises ValidationError when there are too many."""
    locked(user)
    if Authenticator.objects.filter(user=user, type=TYPE).count() >= PASSKEYS_AT_MOST:
        raise ValidationError(
            _("You have %(number)s passkeys, which is the most there can be. Remove one first.")
            % {"number": PASSKEYS_AT_MOST}
        )
    passkey = WebAuthn.add(user, _named(name), credential).instance
    passkey.data["host"] = host
    passkey.save(update_fields=["data"])
    write_down("security.passkey_add", user, site)
    mails.passkey_added(user, site, _named(name))
    return passkey


@transaction.atomic
def rename_passkey(*, user: User, passkey: Authenticator, name: str, site: Site) -> None:
    locked(user)
    passkey.data["name"] = _named(name)
    passkey.save(update_fields=["data"])
    write_down("security.passkey_rename", user, site)


@transaction.atomic
def remove_passkey(*, user: User, passkey: Authenticator, site: Site) -> None:
    """Raises ValidationError for the only second step of staff who need one."""
    locked(user)
    take_away(user, passkey)
    write_down("security.passkey_remove", user, site)
    mails.passkey_removed(user, site, passkey.data.get("name", ""))


def _named(name: str) -> str:
    return tidy_line(name)[:LONGEST_NAME] or _("Passkey")
