"""Who the reader is here."""

from __future__ import annotations

from typing import Any

from django import template

from accounts import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def is_staff(context: template.Context) -> bool:
    """``{% is_staff as staff %}``: whether the administration is open to the reader; no query of its own."""
    user: Any = getattr(context.get("request"), "user", None)
    return user is not None and queries.is_staff(user)
