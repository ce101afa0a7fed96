"""A letter as a message for the mail server."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from core.mail import Message
from municipality import mails

from ..models import Letter
from .content import Content


def message_of(content: Content) -> EmailMultiAlternatives | None:
    """``None`` when there is nothing to tell, or nobody to tell it to. Its Message-ID is the letter's, however often it
    is tried, and its List-Unsubscribe works with one click (RFC 8058)."""
    to = _address(content.letter)
    return compose(content, to).as_email() if to and content.parts else None


def compose(content: Content, to: str) -> Message:
    """The mail as it is sent. What happened is its subject; a thing alone has a button, several are grouped."""
    letter, municipality, first = content.letter, content.municipality, content.parts[0]
    with override(content.language):
        subject, button = subject_of(content), _("Read more")
    return mails.compose(
        municipality=municipality,
        to=to,
        template="following_notice" if content.number == 1 else "following_digest",
        language=content.language,
        context={
            "subject": subject,
            "parts": content.parts,
            "part": first,
            "line": first.lines[0],
            **({"url": first.lines[0].url, "button": button} if content.number == 1 else {}),
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


def subject_of(content: Content) -> str:
    """«Kunta vastasi: Penkki mäelle», «3 uutta asiaa: Penkki mäelle, Liikenne»."""
    if content.number == 1:
        line = content.parts[0].lines[0]
        return line.short or line.text
    words = {"number": content.number, "titles": ", ".join(part.title for part in content.parts)}
    return ngettext("%(number)s news: %(titles)s", "%(number)s news: %(titles)s", content.number) % words


def _address(letter: Letter) -> str:
    if letter.subscriber is not None:
        return letter.subscriber.email
    return letter.user.email if letter.user is not None and letter.user.is_active else ""
