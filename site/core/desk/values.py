"""What was chosen for an act on many, as a frozen dataclass, and as JSON while it waits as long work."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar, get_args, get_type_hints
from uuid import UUID

Value = TypeVar("Value")


def to_json(value: Any) -> dict[str, Any]:
    """Dates and keys as text; what is no dataclass (nothing was asked) as nothing."""
    if not is_dataclass(value):
        return {}
    found = ((field.name, getattr(value, field.name)) for field in fields(value))
    return {name: _plain(one) for name, one in found}


def from_json(kind: type[Value], stored: dict[str, Any]) -> Value:
    """The value that `to_json` wrote. Raises TypeError and ValueError when it is not one of the kind."""
    hints = get_type_hints(kind)
    return kind(**{name: _read(hints[name], one) for name, one in stored.items() if name in hints})


def _plain(one: Any) -> Any:
    if isinstance(one, date | datetime):
        return one.isoformat()
    return str(one) if isinstance(one, UUID) else one


def _read(hint: Any, one: Any) -> Any:
    if one is None:
        return None
    (kind,) = [found for found in get_args(hint) or (hint,) if found is not type(None)]
    if issubclass(kind, date):
        return kind.fromisoformat(one)
    return kind(one)
