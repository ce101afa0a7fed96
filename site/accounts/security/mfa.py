"""How `allauth.mfa` works here: secrets are sealed, a code to scan is drawn without inline styles, its mails are ours."""

from __future__ import annotations

from typing import Any

import qrcode
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Site

from . import sealing


class MfaAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Black on white also on a dark page, with the quiet zone that scanners need (ISO/IEC 18004)."""
        code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
        code.add_data(url)
        rows = code.get_matrix()
        dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
        return format_html(
            '<svg class="qr" viewBox="0 0 {0} {0}" width="240" height="240" role="img" aria-label="{1}" '
            'shape-rendering="crispEdges"><rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
            len(rows),
            _("A code to scan with the app. The same key stands below as text."),
            dots,
        )

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Actions send ours."""

    def _get_site_name(self) -> str:
        """What a person's device and app call us: the municipality whose page it is."""
        site = Site.find_for_request(context.request)
        return (site and site.site_name) or context.request.get_host()

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": str(user)}
