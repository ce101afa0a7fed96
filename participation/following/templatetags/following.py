"""The button that follows, and how much is new."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from wagtail.models import Site

from accounts.models import User

from .. import queries
from ..topics import Topic

register = template.Library()


@register.inclusion_tag("following/button.html", takes_context=True)
def follow_button(context: Context, kind: str, key: object) -> dict[str, Any]:
    """Follow or stop, in one press for who is signed in; a way to choose how for others. One query, none for a visitor
    nor where `unread` has asked already."""
    request, topic = context["request"], Topic(kind, str(key))
    user = request.user if isinstance(request.user, User) else None
    site = Site.find_for_request(request)
    known: dict[Topic, bool] = getattr(request, "following", {})
    following = known[topic] if topic in known else bool(user and site and queries.is_following(user, topic, site))
    around: dict[Any, Any] = context.flatten()
    return {**around, "topic": topic, "person": user, "following": following}


@register.simple_tag(takes_context=True)
def unread(context: Context) -> int:
    """How much has happened since the reader last looked at the own page, where it is told itself. One query, none for
    a visitor; with it comes whether the reader follows what the page is about (``followable`` in its context)."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or "mine" in context or not isinstance(user, User) or user.visited_at is None:
        return 0
    site = Site.find_for_request(request)
    if site is None:
        return 0
    topic: Topic | None = context.get("followable")
    number, follows = queries.unread(user, site, user.visited_at, topic)
    if topic is not None:
        request.following = {topic: follows}
    return number
