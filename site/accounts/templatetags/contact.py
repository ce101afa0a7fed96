"""An author's contact on a screen of the admin, hidden until a reason is given."""

from __future__ import annotations

from typing import Any

from django import template

from accounts import contact
from accounts.models import DeskPerson, User

register = template.Library()


@register.inclusion_tag("accounts/admin/contact.html", takes_context=True)
def author_contact(context: template.Context, kind: str, key: object) -> dict[str, Any]:
    """``{% author_contact "proposal" proposal.uuid %}``, outside any form. One query, and those that find the thing."""
    request = context["request"]
    thing = contact.find(request.user, kind, str(key))
    shown = thing is not None and contact.is_open(request, kind, str(key))
    minutes = int(contact.SHOWN_FOR.total_seconds() // 60)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "thing": thing,
        "kind": kind,
        "key": str(key),
        "shown": shown,
        "email": thing.author.email if thing and thing.author and shown else "",
        "given": thing.given if thing and shown else "",
        "told": _told(thing.author) if thing and thing.author and shown and not thing.author.email else "",
        "minutes": minutes,
    }


def _told(author: User) -> str:
    """What somebody without an address has told the service desk."""
    person = DeskPerson.objects.filter(user=author).first()
    return person.contact if person else ""
