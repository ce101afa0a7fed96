"""Rows of own data in people's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .registry import Attached, Personal
from .words import LABELS


@dataclass(frozen=True)
class Shown:
    """A value as a page shows it: one of these."""

    text: str = ""
    file: Attached | None = None
    lines: Sequence[Line] = ()
    parts: Sequence[Shown] = ()


Line = tuple[str, Shown]


def labelled(personal: Personal, row: Mapping[str, Any]) -> list[Line]:
    """Labels and values of one row; what is empty is left out."""
    return [
        (capfirst(str(personal.labels.get(key, LABELS.get(key, key)))), shown(personal, value))
        for key, value in row.items()
        if value not in (None, "", [], ())
    ]


def shown(personal: Personal, value: Any) -> Shown:
    if isinstance(value, Mapping):
        return Shown(lines=labelled(personal, value))
    if isinstance(value, list | tuple):
        return Shown(parts=[shown(personal, one) for one in value])
    if isinstance(value, Attached):
        return Shown(file=value)
    return Shown(text=_text(value))


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
