"""Numbers that authorities give."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_SHAPE = re.compile(r"(\d{7})-(\d)\Z")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def validate_business_id(value: str) -> None:
    """A Finnish business ID, seven digits, a hyphen and a check digit (Finnish Tax Administration, Y-tunnus:
    weighted sum modulo 11). Raises ValidationError."""
    match = _SHAPE.match(value)
    if not match or _check_digit(match[1]) != int(match[2]):
        raise ValidationError(_("Write a business ID such as 0123456-2. The last digit checks the others."))


def _check_digit(digits: str) -> int:
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11
    return rest if rest == 0 else 11 - rest
