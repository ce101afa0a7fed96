"""A letter as a message for the mail server."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives

from municipality import mails

from ..models import Letter
from .content import Content


def message_of(content: Content) -> EmailMultiAlternatives | None:
    """``None`` when there is nothing to tell, or nobody to tell it to. Its Message-ID is the letter's, however often it
    is tried, and its List-Unsubscribe works with one click (RFC 8058)."""
    letter = content.letter
    to = _address(letter)
    if not to or not content.parts:
        return None
    municipality = content.municipality
    alone = content.number == 1
    message = mails.compose(
        municipality=municipality,
        to=to,
        template="following_notice" if alone else "following_digest",
        language=content.language,
        context={
            "content": content,
            "parts": content.parts,
            "number": content.number,
            "part": content.parts[0],
            "line": content.parts[0].lines[0],
            "stop_url": content.stop_url,
            "manage_url": content.manage_url,
            "home": letter.site.root_url + municipality.home_url,
        },
        headers={
            "Message-ID": f"<{letter.uuid.hex}@{letter.site.hostname}>",
            "List-Id": f"<following.{letter.site.hostname}>",
            "List-Unsubscribe": f"<{content.one_click_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    return message.as_email()


def _address(letter: Letter) -> str:
    if letter.subscriber is not None:
        return letter.subscriber.email
    return letter.user.email if letter.user is not None and letter.user.is_active else ""
