"""An e-mail address."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.utils.translation import gettext_lazy as _

from core.text import tidy_line

from .base import FIRST, Asked, Kind, Typed, Value, Wrong, first

MOST = 254


class Email(Kind):
    """The address. It is kept apart from the answers."""

    name = "email"
    label = _("E-mail address")
    apart = True
    missing = _("Write an e-mail address.")

    def parse(self, asked: Asked, typed: Typed) -> Value | None:
        text = tidy_line(first(typed))
        if not text:
            return None
        try:
            MaxLengthValidator(MOST)(text)
            validate_email(text)
        except ValidationError:
            raise Wrong({FIRST: _("Write an e-mail address, for example name@example.fi.")}) from None
        return text
