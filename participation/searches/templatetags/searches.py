"""The button that follows what is searched for."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from accounts.models import User
from search.forms import Asked

from ..queries import followed_by
from ..state import digest, query_of
from ..topic import KIND

register = template.Library()


@register.inclusion_tag("searches/button.html", takes_context=True)
def follow_search(context: Context, asked: Asked) -> dict[str, Any]:
    """Follow or stop, in one press for who is signed in; a way to choose how for others. One query, none for a
    visitor."""
    request, query = context["request"], query_of(asked)
    user = request.user if isinstance(request.user, User) else None
    site_id = asked.narrowing.site_id
    search = followed_by(user, digest(site_id, get_language() or "", query)) if user and site_id else None
    around: dict[Any, Any] = context.flatten()
    return {**around, "query": query, "person": user, "search": search, "kind": KIND}
