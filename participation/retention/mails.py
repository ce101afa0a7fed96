"""What is told before anything goes: to administrators, and to persons whose account has slept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Site

from accounts.models import User
from accounts.queries import role_holders
from accounts.roles import Role
from municipality import mails
from municipality.queries import of_site

from .models import Expiry


def tell_staff(site: Site, rows: Sequence[Expiry]) -> None:
    """One mail to each administrator about everything that was announced together."""
    for holding in role_holders(site)[Role.ADMINISTRATOR]:
        tell_administrator(site, holding.user, rows)


def tell_administrator(site: Site, user: User, rows: Sequence[Expiry]) -> None:
    with override(user.language):
        context = {
            "rows": [(row.kind_label, row.project, row.announced, _day(row.falls_at)) for row in rows],
            "url": site.root_url + reverse("retention:index"),
            "button": _("Look at what is coming"),
        }
    _send(site, user, "retention_coming", context)


def tell_sleeper(site: Site, user: User, falls_at: datetime) -> None:
    """To who has not signed in for long: the account goes unless they do."""
    with override(user.language):
        context = {"day": _day(falls_at), "url": site.root_url + reverse("account_login"), "button": _("Log in")}
    _send(site, user, "account_asleep", context)


def _send(site: Site, user: User, template: str, context: dict[str, Any]) -> None:
    mails.send(
        municipality=of_site(site, user.language),
        to=user.email,
        template=template,
        language=user.language,
        context=context,
    )


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "DATE_FORMAT")
