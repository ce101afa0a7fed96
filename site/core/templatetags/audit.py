"""One thing's history from the audit trail, for screens of the admin."""

from __future__ import annotations

from typing import Any

from django import template

from core import audit

register = template.Library()


@register.inclusion_tag("core/audit/history.html")
def audit_history(kind: str, key: object) -> dict[str, Any]:
    """``{% audit_history "proposal" proposal.uuid %}`` under a heading of the screen's own. Two queries and those that
    find the thing."""
    return {"entries": audit.history(kind, key)}
