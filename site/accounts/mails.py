"""The mails of signing in. They go out in the language of the page, from the municipality whose page it is."""

from __future__ import annotations

from email.utils import formataddr

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Site

from core import mail
from municipality.queries import Municipality, of_site


def send_code(*, request: HttpRequest, email: str, code: str) -> None:
    """The code stands in the subject too, so that a phone's notification shows it."""
    _send("sign_in_code", request, email, code=code, minutes=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60)


def send_closed(*, request: HttpRequest, email: str, code: str) -> None:
    """To the owner of a closed account, who asked for a code; the page itself tells nothing."""
    _send("sign_in_closed", request, email)


def _send(template: str, request: HttpRequest, email: str, **context: object) -> None:
    language = get_language() or settings.LANGUAGE_CODE
    municipality = of_site(Site.find_for_request(request), language)
    home = request.build_absolute_uri(municipality.home_url)
    mail.send(
        to=email,
        template=template,
        language=language,
        context={"municipality": municipality, "name": municipality.name, "home": home, **context},
        sender=_sender(municipality),
        headers={"Auto-Submitted": "auto-generated"},
    )


def _sender(municipality: Municipality) -> str:
    """The municipality's own address when it has set one; else its name before the installation's address."""
    row = municipality.settings
    address = row.mail_sender_address or settings.DEFAULT_FROM_EMAIL
    return formataddr((str(row.mail_sender_name) or municipality.name, address)) if "<" not in address else address
