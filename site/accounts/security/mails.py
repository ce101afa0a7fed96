"""Mails about getting in. Notices go in the person's language, codes in the page's; all from the municipality."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.models import User
from municipality import mails
from municipality.queries import of_site

from .models import EmailChange
from .queries import undo_token
from .rules import CODE_FOR, masked


def passkey_added(user: User, site: Site, name: str) -> None:
    with override(user.language):
        _notice(
            user,
            site,
            _("A passkey has been added to your account"),
            _("The passkey «%(name)s» has been added: you can log in with it.") % {"name": name},
            _not_you(),
        )


def passkey_removed(user: User, site: Site, name: str) -> None:
    with override(user.language):
        _notice(
            user,
            site,
            _("A passkey has been removed from your account"),
            _("The passkey «%(name)s» has been removed: nobody can log in with it any more.") % {"name": name},
            _not_you(),
        )


def totp_changed(user: User, site: Site, *, on: bool) -> None:
    with override(user.language):
        subject = _("An app now confirms your log-in") if on else _("The app that confirmed your log-in was removed")
        told = (
            _("When you open the administration, a code from the app on your phone is asked for.")
            if on
            else _("Codes of the app no longer work.")
        )
        _notice(user, site, subject, told, _not_you())


def codes_made(user: User, site: Site) -> None:
    with override(user.language):
        told = _("Keep them where you do not keep your phone. Each works once. Codes made before no longer work.")
        _notice(user, site, _("You have new recovery codes"), told, _not_you())


def code_used(user: User, site: Site, left: int) -> None:
    with override(user.language):
        told = _("Somebody, we hope you, used a recovery code to open the administration. You have %(left)s left.")
        _notice(user, site, _("A recovery code was used"), told % {"left": left}, _not_you())


def factors_reset(user: User, site: Site) -> None:
    with override(user.language):
        _notice(
            user,
            site,
            _("Your second step has been reset"),
            _(
                "An administrator has removed your passkeys, your app and your recovery codes, and logged you out everywhere."
            ),
            _("Log in with a code sent by e-mail. When you open the administration, you set up a second step anew."),
            _("If you did not ask for this, tell your administrator at once."),
        )


def identity_code(site: Site, user: User, code: str) -> None:
    """That it is really the person: to the address of the account."""
    subject = _("%(code)s is your code: %(name)s") % {"code": code, "name": _name(site)}
    told = _("Write the code on the page where you asked for it. It confirms that it is you.")
    _code(site, user.email, subject, told, code)


def new_email_code(site: Site, email: str, code: str) -> None:
    """That the new address is the person's."""
    subject = _("%(code)s confirms your new address: %(name)s") % {"code": code, "name": _name(site)}
    told = _("Write the code on the page where you gave this address. After that you log in with this address.")
    _code(site, email, subject, told, code)


def email_is_taken(site: Site, email: str) -> None:
    """To an address that somebody wanted to take into use though it has an account; the page itself tells nothing."""
    language = get_language() or settings.LANGUAGE_CODE
    letter = {
        "subject": _("This address already has an account: %(name)s") % {"name": _name(site)},
        "lines": [
            _("Somebody who is logged in to another account, perhaps you, wanted to take this address into use there."),
            _("One address has one account, so nothing was changed. You can log in with this address as before."),
            _("If it was not you, you need not do anything."),
        ],
    }
    _send(site, email, language, letter)


def email_changed(user: User, site: Site, change: EmailChange) -> None:
    """To the old address, with the way back; and to the new one."""
    with override(user.language):
        subject = _("The e-mail address of your account has been changed")
        lines = [
            _("You now log in with %(address)s. Messages go there too.") % {"address": masked(change.new)},
            _("If it was you, you need not do anything."),
            _(
                "If it was not you, take the old address back within three days. You get your account back, and everyone "
                "else is logged out of it."
            ),
        ]  # fmt: skip
        letter = {"subject": subject, "lines": lines, "button": _("Take the old address back")}
        _send(site, change.old, user.language, letter, url=undo_url(site, user, change))
        done = _("From now on you log in with this address. Messages of the site come here too.")
        _send(site, change.new, user.language, {"subject": _("Your new address is in use"), "lines": [done]})


def email_moved(site: Site, change: EmailChange) -> None:
    """To who asks for a code at an address that was changed a while ago: the way back instead of a new account."""
    with override(change.user.language):
        letter = {
            "subject": _("The e-mail address of your account has been changed"),
            "lines": [
                _(
                    "Somebody, perhaps you, asked for a code to log in with this address. The account now has another "
                    "address, so there is no code."
                ),
                _("If you changed it, log in with the new address. If it was not you, take this address back."),
            ],
            "button": _("Take the old address back"),
        }  # fmt: skip
        _send(site, change.old, change.user.language, letter, url=undo_url(site, change.user, change))


def email_undone(user: User, site: Site, left: str) -> None:
    """To both addresses."""
    with override(user.language):
        lines = [
            _("The change of the e-mail address has been taken back. You log in with the old address again: %(address)s.")
            % {"address": masked(user.email)},
            _("Everyone has been logged out. Passkeys and apps that were added about the time of the change have been removed."),
        ]  # fmt: skip
        letter = {"subject": _("The old address of your account is in use again"), "lines": lines}
        for address in (user.email, left):
            _send(site, address, user.language, letter)


def undo_url(site: Site, user: User, change: EmailChange) -> str:
    with override(user.language):
        return site.root_url + reverse("accounts:email_undo", args=[undo_token(change)])


def _not_you() -> str:
    return _(
        "If it was not you, log in, end the other sessions on the page «Login and security», and remove what is not yours."
    )


def _notice(user: User, site: Site, subject: str, *lines: str) -> None:
    letter = {"subject": subject, "lines": lines, "button": _("Login and security")}
    _send(site, user.email, user.language, letter, url=site.root_url + reverse("accounts:security"))


def _code(site: Site, email: str, subject: str, told: str, code: str) -> None:
    language = get_language() or settings.LANGUAGE_CODE
    letter = {"subject": subject, "lines": [told], "code": code, "minutes": int(CODE_FOR.total_seconds() // 60)}
    _send(site, email, language, letter)


def _name(site: Site) -> str:
    return of_site(site, get_language() or settings.LANGUAGE_CODE).name


def _send(site: Site, to: str, language: str, letter: dict[str, Any], url: str = "") -> None:
    municipality = of_site(site, language)
    context: dict[str, Any] = {
        "letter": letter,
        "url": url,
        "button": letter.get("button", ""),
        "home": site.root_url + municipality.home_url,
    }
    mails.send(municipality=municipality, to=to, template="security", language=language, context=context)
