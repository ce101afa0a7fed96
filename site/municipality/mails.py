"""Mail in the municipality's name."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import formataddr

from django.conf import settings

from core import mail

from .queries import Municipality


def send(*, municipality: Municipality, to: str, template: str, language: str, context: Mapping[str, object]) -> None:
    """`core.mail.send` from the municipality, whose templates get ``municipality`` and its ``name``."""
    mail.send(
        to=to,
        template=template,
        language=language,
        context={"municipality": municipality, "name": municipality.name, **context},
        sender=_sender(municipality),
        headers={"Auto-Submitted": "auto-generated"},
    )


def _sender(municipality: Municipality) -> str:
    """The municipality's own address when it has set one; else its name before the installation's address."""
    row = municipality.settings
    address = row.mail_sender_address or settings.DEFAULT_FROM_EMAIL
    return formataddr((str(row.mail_sender_name) or municipality.name, address)) if "<" not in address else address
