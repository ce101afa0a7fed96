"""Mail in the municipality's name and colours."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import formataddr
from typing import Any

from django.conf import settings

from core import mail

from . import colours
from .queries import Municipality

# What mails need beside a town's own colours: static/css/tokens.css
LINES = {"light": {"rule": "#d9d8ce"}, "dark": {"rule": "#2c444a"}}


def send(
    *,
    municipality: Municipality,
    to: str,
    template: str,
    language: str,
    context: Mapping[str, object],
    headers: Mapping[str, str] | None = None,
) -> None:
    """`core.mail.send` from the municipality."""
    mail.send(**_arguments(municipality, to, template, language, context, headers))


def compose(
    *,
    municipality: Municipality,
    to: str,
    template: str,
    language: str,
    context: Mapping[str, object],
    headers: Mapping[str, str] | None = None,
) -> mail.Message:
    """`core.mail.compose` from the municipality, for who sends by other ways than `send`."""
    return mail.compose(**_arguments(municipality, to, template, language, context, headers))


def palette(municipality: Municipality) -> dict[str, dict[str, str]]:
    """The town's colours for light and dark screens, and those of the face."""
    own = municipality.settings.palettes
    return {mode: colours.complete(mode, own[mode]) | LINES[mode] for mode in colours.MODES}


def _arguments(
    municipality: Municipality,
    to: str,
    template: str,
    language: str,
    context: Mapping[str, object],
    headers: Mapping[str, str] | None,
) -> dict[str, Any]:
    """Templates get ``municipality``, its ``name`` and its colours (``light``, ``dark``)."""
    return {
        "to": to,
        "template": template,
        "language": language,
        "context": {"municipality": municipality, "name": municipality.name, **palette(municipality), **context},
        "sender": _sender(municipality),
        "headers": {"Auto-Submitted": "auto-generated", **(headers or {})},
    }


def _sender(municipality: Municipality) -> str:
    """The municipality's own address when it has set one; else its name before the installation's address."""
    row = municipality.settings
    address = row.mail_sender_address or settings.DEFAULT_FROM_EMAIL
    return formataddr((str(row.mail_sender_name) or municipality.name, address)) if "<" not in address else address
