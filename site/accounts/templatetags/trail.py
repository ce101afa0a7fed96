"""What the audit trail tells of one thing, on its screen in the admin: for administrators, absent for others."""

from __future__ import annotations

from typing import Any

from django import template

from accounts.queries import roles_of
from accounts.roles import Role
from core import audit

register = template.Library()


@register.inclusion_tag("accounts/admin/trail_of_thing.html", takes_context=True)
def thing_trail(context: template.Context, kind: str, key: object, site_id: int) -> dict[str, Any]:
    """``{% thing_trail "proposal" proposal.uuid proposal.site_id %}``. Two queries and those that find the thing."""
    if Role.ADMINISTRATOR not in roles_of(context["request"].user, site_id):
        return {}
    return {"allowed": True, "entries": audit.history(kind, key), "key": key, "site_id": site_id}
