"""The mails about getting in, for the gallery."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from accounts.models import User
from accounts.previews import ADDRESS, somebody
from core import previews

from . import mails
from .models import EmailChange

KEY, CODE, NEW = "Ritvan puhelin", "482915", "ritva.ranta@koivuranta.example"


def _change(user: User) -> EmailChange:
    return EmailChange(pk=0, user=user, old=ADDRESS, new=NEW, changed_at=timezone.now())


def register() -> None:
    """Each is written to a person who does not exist."""
    notices = (
        ("passkey_added", _("A passkey was added"), lambda u, s: mails.passkey_added(u, s, KEY)),
        ("passkey_removed", _("A passkey was removed"), lambda u, s: mails.passkey_removed(u, s, KEY)),
        ("totp_on", _("An app confirms the log-in"), lambda u, s: mails.totp_changed(u, s, on=True)),
        ("totp_off", _("The app was removed"), lambda u, s: mails.totp_changed(u, s, on=False)),
        ("codes_made", _("New recovery codes"), mails.codes_made),
        ("code_used", _("A recovery code was used"), lambda u, s: mails.code_used(u, s, 7)),
        ("factors_reset", _("The second step was reset"), mails.factors_reset),
        ("identity_code", _("Code that it is really the person"), lambda u, s: mails.identity_code(s, u, CODE)),
        ("new_email_code", _("Code to a new address"), lambda u, s: mails.new_email_code(s, NEW, CODE)),
        ("email_is_taken", _("An address has an account already"), lambda u, s: mails.email_is_taken(s, NEW)),
        ("email_changed", _("The address was changed"), lambda u, s: mails.email_changed(u, s, _change(u))),
        ("email_moved", _("A code asked for with an old address"), lambda u, s: mails.email_moved(s, _change(u))),
        ("email_undone", _("The change of address was undone"), lambda u, s: mails.email_undone(u, s, NEW)),
    )
    for name, title, tell in notices:
        previews.register(name, title, _previewed(tell))


def _previewed(tell: previews.Tell) -> previews.Make:
    def make(request: HttpRequest) -> None:
        tell(somebody(), Site.find_for_request(request))

    return make
