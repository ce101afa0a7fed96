"""The language of a listed page's words, when it is not the reader's."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language_info
from wagtail.models import Page

from core import pages

register = template.Library()


@register.simple_tag
def shown_language(page: Page) -> str:
    """A language code for ``lang``, or an empty string when it is the reader's own."""
    return pages.shown_language(page) or ""


@register.simple_tag
def language_name(code: str) -> str:
    """A language's own name («svenska»); nothing for nothing."""
    return get_language_info(code)["name_local"] if code else ""
