"""What actions share, those of this room and of the rooms within it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.fields import LocalizedText
from core.refusal import Refusal, insist
from core.text import tidy

from ..answering.policy import may_answer

BEYOND = Refusal("role", gettext_lazy("You do not answer in this consultation."))


def insist_may(user: User, key: UUID) -> None:
    """Raises Refused."""
    insist(None if may_answer(user, key) else BEYOND)


def written(texts: Mapping[str, str], *, longest: int, whole: bool = False) -> LocalizedText:
    """Tidied. ``whole``: in every language. Raises ValidationError for what is missing or too long."""
    tidied = LocalizedText({code: text for code, said in texts.items() if (text := tidy(said))})
    lacking = [str(name) for code, name in settings.LANGUAGES if not tidied.get(code)]
    if lacking and (whole or not tidied):
        raise ValidationError(_("Write this in every language. Missing: %(names)s.") % {"names": ", ".join(lacking)})
    if any(len(text) > longest for text in tidied.values()):
        raise ValidationError(_("Write at most %(number)s characters.") % {"number": longest})
    return tidied
