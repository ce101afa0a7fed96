"""The mails about what is not kept any longer, for the gallery."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.previews import somebody
from core import previews

from . import kinds, mails
from .models import Expiry

WARNED = timedelta(days=30)


def _asleep(request: HttpRequest) -> None:
    mails.tell_sleeper(Site.find_for_request(request), somebody(), timezone.now() + WARNED)


def _coming(request: HttpRequest) -> None:
    site, falls_at = Site.find_for_request(request), timezone.now() + WARNED
    rows = [Expiry(site=site, kind=kind, announced=14, falls_at=falls_at) for kind in list(kinds.kinds())[:2]]
    mails.tell_administrator(site, somebody(), rows)


def register() -> None:
    previews.register("account_asleep", _("An account is about to be deleted"), _asleep)
    previews.register("retention_coming", _("To administrators: what is kept no longer"), _coming)
