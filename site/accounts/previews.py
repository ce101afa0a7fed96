"""The mails about accounts, for the gallery."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from core import previews
from core.models import AuditRow

from . import mails
from .acting.mails import receipt
from .acting.models import ActingSession, DeskPerson
from .models import User
from .personal.mails import tell_gone
from .personal.models import Departure
from .roles import Role

ADDRESS = "ritva@koivuranta.example"
NOTHING = "00000000-0000-0000-0000-000000000000"  # the key of no row


def somebody(pk: int = 1) -> User:
    """A person who is not in the database and reads the language of now."""
    return User(pk=pk, email=ADDRESS, display_name="Rannan Ritva", language=get_language() or "", is_active=True)


def _code(request: HttpRequest) -> None:
    mails.send_code(request=request, email=ADDRESS, code="482915")


def _closed(request: HttpRequest) -> None:
    mails.send_closed(request=request, email=ADDRESS)


def _role(request: HttpRequest) -> None:
    mails.tell_of_role(user=somebody(), site=Site.find_for_request(request), role=Role.MODERATOR)


def _gone(request: HttpRequest) -> None:
    departure = Departure(site=Site.find_for_request(request), address=ADDRESS, language=get_language() or "")
    departure.texts, departure.supports = "stay", "stay"
    tell_gone(departure)


def _desk(request: HttpRequest) -> None:
    site, now = Site.find_for_request(request), timezone.now()
    acting = ActingSession(site=site, channel="phone", language=get_language() or "", started_at=now)
    done = [AuditRow(site_id=site.pk, at=now, verb="proposal.support", kind="proposal", key=NOTHING, detail={})]
    receipt(acting=acting, person=DeskPerson(pk=0), to=ADDRESS, done=done)


def register() -> None:
    previews.register("account_gone", _("An account was deleted"), _gone)
    previews.register("desk_receipt", _("Done for a person at the service desk"), _desk)
    previews.register("sign_in_code", _("Code for signing in"), _code)
    previews.register("sign_in_closed", _("Code asked for a closed account"), _closed)
    previews.register("role_given", _("A role was given"), _role)
