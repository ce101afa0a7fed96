"""Pages on the same subject, for the templates of pages."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Site

from search.related import Related, related

register = template.Library()


@register.simple_tag(takes_context=True)
def related_pages(context: dict[str, Any], page: Any) -> list[Related]:
    return related(page, Site.find_for_request(context["request"])) if "request" in context else []
